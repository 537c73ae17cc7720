"""From raw articles to a star schema; reading is compiled where someone has built that."""

from etl.compiled import use

use()
