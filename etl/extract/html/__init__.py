"""HTML into text and metadata: a page's main text, or all of a fragment."""

from etl.extract.html.content import HtmlContent, is_fragment, is_html, read_html
from etl.extract.html.encoding import decode_html

__all__ = ["HtmlContent", "decode_html", "is_fragment", "is_html", "read_html"]
