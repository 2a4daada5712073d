"""Looking at the government's websites by the state's inspection indicators: run by run, with evidence, until what was found is gone."""
