"""What goes to the browser of a template's HTML."""

import pytest

from dashboard.ui.show import squeezed


@pytest.mark.parametrize(
    ("html", "sent"),
    [
        ("\n<p>a</p>\n  <p>b</p>\n", "<p>a</p><p>b</p>"),
        ('<tr class="x">\n<td>a</td> <td> <b>1</b> </td></tr>', '<tr class="x"><td>a</td><td><b>1</b></td></tr>'),
        ("<section> <h2>a</h2> <ul> <li>b</li> </ul> </section>", "<section><h2>a</h2><ul><li>b</li></ul></section>"),
        ("<p>a <b>b</b> <i>c</i> d</p>", "<p>a <b>b</b> <i>c</i> d</p>"),  # between words a space is seen
        (
            "<a>b</a> <abbr>c</abbr> <progress></progress> <link>",
            "<a>b</a> <abbr>c</abbr> <progress></progress> <link>",
        ),
        ("<td>a > b</td> <td>c</td>", "<td>a > b</td><td>c</td>"),
    ],
)
def test_only_spaces_that_nobody_sees_are_left_out(html: str, sent: str) -> None:
    assert squeezed(html) == sent
