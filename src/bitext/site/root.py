"""The root of a site whose languages all lie in folders."""

import json
from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from bitext.config import LocaleConfig
from bitext.files import write_atomic
from bitext.site.project import Project

__all__ = ["ARRIVE", "hop", "write_root"]

_HOME = """<!doctype html>
<html lang="{code}">
<head>
<meta charset="utf-8">
<title>{title}</title>
{canonical}<meta http-equiv="refresh" content="0; url={home}">
<script>location.replace({script} + location.hash)</script>
</head>
<body><p><a href="{home}">{title}</a></p></body>
</html>
"""
# Where the site asks for it, the browser's languages decide, but never against a
# choice made in the language menu. The refresh is for those without scripts alone.
_ASKED = """<!doctype html>
<html lang="{code}">
<head>
<meta charset="utf-8">
<title>{title}</title>
{canonical}<noscript><meta http-equiv="refresh" content="0; url={home}"></noscript>
<script>(function(){{var homes={homes},chosen=null;
function script(tag){{try{{
var one=new Intl.Locale(tag.replace(/^no\\b/,"nb")).maximize();
return one.language+"-"+one.script}}catch(e){{return tag}}}}
try{{chosen=localStorage.getItem("bitext-language")}}catch(e){{}}
var codes=Object.keys(homes),found=codes.indexOf(chosen)<0?null:chosen;
(navigator.languages||[navigator.language||""]).forEach(function(tag){{
found=found||codes.find(function(code){{return code===tag}})
||codes.find(function(code){{return script(code)===script(tag)}})}});
location.replace(homes[found||{first}]+location.search+location.hash)}})()</script>
</head>
<body>{links}</body>
</html>
"""
_HOP = """<script>(function(){{var b={base},f={folders},p=location.pathname;
if(p.indexOf(b))return;var s=p.slice(b.length).split("/")[0];
if(f.indexOf(s)<0||p===b+s+"/404.html")return;
try{{sessionStorage.setItem("bitext404",location.href);
document.documentElement.style.visibility="hidden";
location.replace(b+s+"/404.html")}}catch(e){{}}}})()</script>"""
ARRIVE = """<script>(function(){try{var a=sessionStorage.getItem("bitext404");
if(a){sessionStorage.removeItem("bitext404");history.replaceState(null,"",a)}
}catch(e){}})()</script>"""
"""Puts back, on a language's own 404 page, the address the reader asked for."""


def hop(base: str, folders: Sequence[str]) -> str:
    """A script that leads from the root's 404 page to that of a language below it.

    Many hosts know one 404 page only. ``base`` is the path of the site's address,
    ``folders`` are the languages' below it.
    """
    return _HOP.format(base=json.dumps(base), folders=json.dumps(list(folders)))


def write_root(project: Project) -> None:
    """Lead from the root to the source language, and its 404 page to each language's.

    Nothing is written where the source language lies at the root itself.
    """
    source = project.config.source
    if not source.path:
        return
    home = _home(project, source)
    canonical = (
        f'<link rel="canonical" href="{escape(project.site_url + home)}">\n'
        if project.site_url
        else ""
    )
    values = {
        "code": source.locale.code,
        "title": escape(project.site_name),
        "canonical": canonical,
        "home": escape(home),
    }
    if project.config.reader.redirect:
        languages = (source, *project.config.locales)
        homes = {one.locale.code: _home(project, one) for one in languages}
        links = "".join(
            f'<p lang="{one.locale.code}" dir="{one.locale.direction}">'
            f'<a href="{escape(_home(project, one))}">{escape(one.name)}</a></p>'
            for one in languages
        )
        first = json.dumps(source.locale.code)
        page = _ASKED.format(
            **values, homes=json.dumps(homes), links=links, first=first
        )
    else:
        page = _HOME.format(**values, script=json.dumps(home))
    write_atomic(project.site_dir / "index.html", page.encode())
    missing = project.site_dir / source.path / "404.html"
    if missing.is_file():
        base = urlsplit(project.site_url or "/").path
        script = hop(base, [one.path for one in project.config.locales])
        text = missing.read_text(encoding="utf-8")
        text = text.replace("<head>", f"<head>{script}", 1)
        write_atomic(project.site_dir / "404.html", text.encode())


def _home(project: Project, language: LocaleConfig) -> str:
    index = "" if project.use_directory_urls else "index.html"
    return f"{language.path}/{index}"
