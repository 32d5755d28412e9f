// Written by noticepress for {{ name }}; noticepress.conf asks these functions.
// They choose a language (RFC 9110, RFC 4647) and a moment (Memento, RFC 7089); they change nothing.
const fs = require('fs');

const BASE = {{ base | tojson }};
// The path of the base URL, before every address of the site.
const PREFIX = {{ prefix | tojson }};
const COOKIE = {{ cookie | tojson }};
const COOKIE_FLAGS = {{ cookie_flags | tojson }};
const COUNTRY_HEADER = {{ country_header | tojson }};

// Where the language is chosen: by address the number of a group, and of each group its language ranges.
const OFFERED = {
{% for choice in choices %}
{% set number = loop.index0 %}
{% for path in choice.paths %}
    {{ path | tojson }}: {{ number }},
{% endfor %}
{% endfor %}
};
const RANGES = [
{% for choice in choices %}
    {{ choice.ranges | tojson }},
{% endfor %}
];
const MOVED = {{ json(moved) }};
const SUGGESTIONS = {{ json(suggestions) }};

const LOCALES = /^\/({{ any_locale }})(\/.*)$/;
const DATED = /^(\/.*\/)\d{4}-\d{2}-\d{2}\/(?:r\d+\/)?$/;
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function own(table, key) {
    return Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined;
}

// The address within the site that was asked for; '' for one that is not of the site.
function asked(r) {
    const found = r.rawVariables.np_asked;
    return found ? found.toString() : '';
}

// The same as a page's own address.
function address(r) {
    return asked(r).replace(/\/index\.html$/, '/');
}

// Where an address has moved to; that of a folder ends in a slash.
function moved(r) {
    const uri = asked(r);
    const target = own(MOVED, uri);
    if (target !== undefined) {
        return PREFIX + target;
    }
    return uri && !uri.endsWith('/') && isFolder(r.variables.document_root + uri) ? PREFIX + encodeURI(uri) + '/' : '';
}

function isFolder(path) {
    try {
        return fs.statSync(path).isDirectory();
    } catch (e) {
        return false;
    }
}

// The locale that answers a range, cutting subtags off its end.
function lookup(range, ranges) {
    const parts = range.toLowerCase().split('-');
    for (; parts.length; parts.pop()) {
        const found = own(ranges, parts.join('-'));
        if (found) {
            return found;
        }
    }
    return '';
}

// The best locale for an Accept-Language header: by quality, and where that is equal by order.
function negotiate(header, ranges) {
    let best = '';
    let quality = 0;
    header.split(',').forEach(function (item) {
        const found = /^\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/.exec(item);
        if (!found) {
            return;
        }
        const q = found[2] === undefined ? 1 : Number(found[2]);
        const locale = q > quality ? lookup(found[1], ranges) : '';
        if (locale) {
            best = locale;
            quality = q;
        }
    });
    return best;
}

function remembered(r, ranges) {
    const match = COOKIE && new RegExp('(?:^|;\\s*)' + COOKIE + '=([A-Za-z0-9-]+)(?:;|$)').exec(r.headersIn.Cookie || '');
    const tag = match ? match[1] : '';
    return Object.keys(ranges).some(function (key) { return ranges[key] === tag; }) ? tag : '';
}

// Where a reader is sent from an address at which the language is chosen; '' where no language fits.
function choice(r) {
    const uri = asked(r);
    const group = own(OFFERED, uri);
    if (group === undefined) {
        return '';
    }
    const ranges = RANGES[group];
    const locale = remembered(r, ranges) || negotiate(r.headersIn['Accept-Language'] || '', ranges);
    return locale ? PREFIX + '/' + locale + encodeURI(uri) : '';
}

// A reader who comes from the same page in another language, or from the list of languages, has chosen.
function cookie(r) {
    const here = LOCALES.exec(address(r));
    const from = /^https?:\/\/([^\/]+)(\/[^?#]*)/.exec(r.headersIn.Referer || '');
    if (!COOKIE || !here || !from || from[1] !== r.headersIn.Host) {
        return '';
    }
    const origin = from[2].startsWith(PREFIX + '/') ? from[2].slice(PREFIX.length) : '';
    const there = LOCALES.exec(origin);
    const same = (there ? there[2] : origin) === here[2];
    return same ? COOKIE + '=' + here[1] + '; ' + COOKIE_FLAGS : '';
}

// A moment in milliseconds; NaN for one that no calendar or clock has.
function instant(text) {
    const match = HTTP_DATE.exec(text);
    const month = match ? MONTHS.indexOf(match[2]) : -1;
    if (month < 0 || match[4] > 23 || match[5] > 59 || match[6] > 60) {
        return NaN;
    }
    const moment = Date.UTC(match[3], month, match[1], match[4], match[5], match[6]);
    return new Date(Date.UTC(match[3], month, match[1])).getUTCDate() === Number(match[1]) ? moment : NaN;
}

// The mementos of an address, oldest first, out of its TimeMap; none where it has no TimeMap.
function mementos(r, original) {
    if (!LOCALES.test(original)) {
        return [];
    }
    let map;
    try {
        map = fs.readFileSync(r.variables.document_root + original + 'timemap', 'utf8');
    } catch (e) {
        return [];
    }
    return map.split('\n').map(function (line) {
        return /^<([^>]+)>; rel="[^"]*\bmemento"; datetime="([^"]+)"/.exec(line);
    }).filter(Boolean).map(function (match) {
        return {path: match[1].replace(BASE, ''), date: match[2], moment: instant(match[2])};
    });
}

// Datetime negotiation: the memento of the moment that was asked for, '400' for a date that is none.
function gate(r) {
    const text = r.headersIn['Accept-Datetime'];
    const known = text ? mementos(r, asked(r)) : [];
    if (!known.length) {
        return '';
    }
    const moment = instant(text);
    if (isNaN(moment)) {
        return '400';
    }
    let chosen = known[0];
    known.forEach(function (each) {
        if (each.moment <= moment) {
            chosen = each;
        }
    });
    return PREFIX + chosen.path;
}

// The moment from which a dated page stood at its undated address.
function datetime(r) {
    const here = address(r);
    const dated = DATED.exec(here);
    const found = dated ? mementos(r, dated[1]).filter(function (each) { return each.path === here; }) : [];
    return found.length ? found[0].date : '';
}

function link(r) {
    const here = address(r);
    const dated = DATED.exec(here);
    const original = dated ? dated[1] : here;
    if (!original.endsWith('/') || !mementos(r, original).length) {
        return '';
    }
    return '<' + BASE + original + '>; rel="original timegate", '
        + '<' + BASE + original + 'timemap>; rel="timemap"; type="application/link-format"';
}

// The edition of the reader's territory: named, not chosen.
function suggestion(r) {
    const territory = COUNTRY_HEADER && r.headersIn[COUNTRY_HEADER];
    const target = territory && own(SUGGESTIONS, address(r) + ' ' + territory.toUpperCase());
    return target ? '<' + PREFIX + target + '>; rel="related"' : '';
}

function vary(r) {
    const here = address(r);
    const names = [];
    if (own(OFFERED, here) !== undefined) {
        names.push('Accept-Language');
        if (COOKIE) {
            names.push('Cookie');
        }
    }
    if (here.endsWith('/') && mementos(r, here).length) {
        names.push('Accept-Datetime');
        if (COUNTRY_HEADER) {
            names.push(COUNTRY_HEADER);
        }
    }
    return names.join(', ');
}

export default {moved, choice, cookie, gate, datetime, link, suggestion, vary};
