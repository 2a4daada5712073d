"""The counter: where a citizen asks, follows and receives, without an account and without script.

A drawer takes part by its face ``faces/counter.py``, found through the registry:

``TITLE``        what one comes for, e.g. 申请公开政府信息; ``NOUN`` what is handed in, 申请; ``DUE`` the word for its last day; ``RECEIPT`` the kind of the notice that confirms it
``gone(wished)``  what is to be said to whoever comes with an address that names what is there no more; "" else
``PAGES``        UiForm classes in order, one thing a page: ``key``, ``heading``, optional ``lead``, ``personal`` if it asks who somebody is; called with ``today=`` and ``answers=`` (the
                 cleaned values of earlier pages, by key), and ``told()`` gives (label, value) pairs of a valid form
``holder(answers)``  the unit asked, None while it is not chosen: its catalogue is offered on pages with ``offers``
``ASIDE``        a template shown beside the pages
``CLOCK``        the name of the clock that the applicant waits for
``PAPERS``       kinds of notices that are addressed to the applicant
``opened(case=, notice=, at=)``  optional: told when the applicant opens one of them, or a file that went out with it
``ALONG``        optional: a UiForm with a field ``papers`` of files that go along, shown on the last page; ``send`` then takes them as ``along``
``send(answers, *, query_code, form_token, at)``  makes the case, or gives back the one that form has made: (case, query code)
``next_steps(case, today)``          sentences: what happens next and when
``track_card(case, reading, today)`` what the applicant reads first: ``light``, ``tag``, ``big``, ``text``, ``runs``, ``asked``, ``coming``, ``rights``
``told_otherwise(case, reading)``    what its history says of a step in the place of the step's own words, by its name
``acts(case)``                       what the applicant may do now (``kernel.cases.following.OwnAct``): ``name``, ``label``, ``icon``, ``heading``, ``text``, ``asked``, ``button``, ``danger``,
                                     ``form`` (a UiForm class) and ``do(case, values, seen, at)``
``acted(case, name, posted)``        what is said of an act that has been taken already with the same words; "" if it has not
"""
