"""How much and how many: amounts of an article with value, unit and item, and the acts they belong to.

No library serves here: pint and its like convert units but read no text, price-parser reads one lone price, and
quantulum3 brings scikit-learn and a model to tell units apart. Numbers are read from the tokens that the reader has
made already; units and currencies are word lists.
"""
