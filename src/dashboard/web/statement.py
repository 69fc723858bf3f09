"""The accessibility statement and its form: plain HTML that needs neither JavaScript nor the dashboard."""

import datetime as dt
from functools import cache
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from dashboard.errors import UsageError
from dashboard.exchange import feedback
from dashboard.i18n import Lang, Text, text
from dashboard.settings import at, settings

FOLDER = Path(__file__).parent / "static"
PATH = "/tillganglighet"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
LINK = Markup('<p><a href="{url}">{link}</a> {anonymous}</p>')
SENT = Markup('<p class="said" role="status">{said}</p>')
WRONG = Markup('<p class="said wrong" role="alert" id="wrong">{said}</p>')
FORM = Markup("""<p>{lead}</p>
{said}<form method="post" action="{path}?lang={lang}#report" accept-charset="utf-8">
<p><label for="what">{what_label}</label>
<textarea id="what" name="what" rows="6" required maxlength="{long}">{what}</textarea></p>
<p><label for="where">{where_label}</label><input id="where" name="where" maxlength="300" value="{where}"></p>
<p><label for="reply">{reply_label}</label>
<input id="reply" name="reply" type="email" autocomplete="email" maxlength="200" value="{reply}"></p>
<p><button>{send}</button></p>
</form>""")


@cache
def _page(lang: str) -> str:
    return (FOLDER / f"statement.{lang}.html").read_text(encoding="utf-8")


def _feedback(t: Text, said: Markup, held: feedback.Feedback) -> Markup:
    """The region's own form where the operator names one, else ours."""
    if url := settings().feedback_url:
        return LINK.format(url=url, link=t("feedback.link"), anonymous=t("feedback.anonymous"))
    return FORM.format(
        path=at(PATH), lang=t.lang, said=said, lead=t("feedback.lead"), send=t("feedback.send"),
        long=feedback.LONGEST["what"], what_label=t("feedback.what"), where_label=t("feedback.where"),
        reply_label=t("feedback.reply"), what=held.what, where=held.where, reply=held.reply,
    )  # fmt: skip


async def serve(request: Request) -> Response:
    """GET and POST /tillganglighet"""
    lang: Lang = "en" if request.query_params.get("lang") == "en" else "sv"
    t, status, held = text(lang), 200, feedback.Feedback()
    said = SENT.format(said=t("feedback.sent")) if "sent" in request.query_params else Markup("")
    if request.method == "POST":
        held = feedback.read(await _body(request))
        try:
            feedback.keep(held, lang, settings().published / "feedback", dt.datetime.now(dt.UTC))
            return RedirectResponse(f"{at(PATH)}?lang={lang}&sent#report", 303)
        except UsageError as error:
            status, said = 400, WRONG.format(said=error.say(t))
    html = (
        _page(lang).replace(' href="/', f' href="{at("/")}').replace("<!-- feedback -->", _feedback(t, said, held), 1)
    )
    return HTMLResponse(html, status, {"content-security-policy": POLICY, "content-language": lang})


async def _body(request: Request) -> bytes:
    """The body, read no further than a little past what is taken."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > feedback.MAX_BYTES:
            break
    return body
