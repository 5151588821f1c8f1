import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MarkdownText } from '../../../src-renderer/ui/Markdown/MarkdownText.tsx';
import { partsOf } from '../../../src-renderer/ui/Markdown/parts.ts';

/** What a text becomes, without what only styles it. */
const shown = (text: string, highest = 3) =>
  renderToStaticMarkup(createElement(MarkdownText, { text, highest }))
    .replace(/ (?:class|rel|target|title|stroke|fill|xmlns|width|height|viewBox|stroke-\w+)="[^"]*"/g, '')
    .replace(/<path[^>]*><\/path>/g, '')
    .replace(/\n/g, '');

const link = (url: string, label = url) => `<a href="${url}">${label}</a>`;

describe('release notes in markdown', () => {
  it.each([
    ['a line end', 'one\ntwo\r\nthree', '<p>one<br/>two<br/>three</p>'],
    ['a bare address', 'See https://a.dev/b_c.', `<p>See ${link('https://a.dev/b_c')}.</p>`],
    ['an address in brackets', '(https://a.dev/b(c))', `<p>(${link('https://a.dev/b(c)')})</p>`],
    ['a mail address', '[us](mailto:us@a.dev)', `<p>${link('mailto:us@a.dev', 'us')}</p>`],
    [
      'a task',
      '- [x] did\n- [ ] will',
      '<ul><li><svg aria-label="done"></svg> did</li><li><svg aria-label="open"></svg> will</li></ul>',
    ],
    ['a picture', '![a bar](https://a.dev/b.png)', `<p>${link('https://a.dev/b.png', 'a bar')}</p>`],
    [
      'a picture without words',
      '![](https://a.dev/b.png)',
      `<p>${link('https://a.dev/b.png', 'Picture')}</p>`,
    ],
    ['a badge', '[![ci](https://a.dev/b.svg)](https://a.dev/ci)', `<p>${link('https://a.dev/ci', 'ci')}</p>`],
    ['code', '`<b>` https://a.dev', `<p><code>&lt;b&gt;</code> ${link('https://a.dev')}</p>`],
  ])('show %s', (_what, text, markup) => {
    expect(shown(text)).toBe(markup);
  });

  it.each([
    ['# One\n## Two', 3, '<h3>One</h3><h4>Two</h4>'],
    ['## One\n### Two', 3, '<h4>One</h4><h5>Two</h5>'],
    ['# One\n###### Six', 4, '<h4>One</h4><h6>Six</h6>'],
  ])('begin the headings of %j at level %d', (text, highest, markup) => {
    expect(shown(text, highest)).toBe(markup);
  });

  it.each([
    [
      'keep the address of its link',
      'a <a href="https://a.dev">#1</a>.',
      `<p>a ${link('https://a.dev', '#1')}.</p>`,
    ],
    ['lose what is only looks', '<span style="color:red">a</span><br>b', '<p>a<br/>b</p>'],
    ['keep the words of a block', '<details>\n<summary>More</summary>', '<p><br/>More</p>'],
    ['lose a comment', 'a <!-- b --> c\n\n<!-- d -->', '<p>a  c</p>'],
    [
      'show its picture as a link',
      '<img alt="a bar" src="https://a.dev/b.png">',
      `<p>${link('https://a.dev/b.png', 'a bar')}</p>`,
    ],
    [
      'show what is no tag of looks',
      'a <webview> and <script>x</script>',
      '<p>a &lt;webview&gt; and &lt;script&gt;x&lt;/script&gt;</p>',
    ],
  ])('of HTML %s', (_what, text, markup) => {
    expect(shown(text)).toBe(markup);
  });

  it.each([
    ['[a](javascript:alert(1))', '<p>a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<p>a</p>'],
    ['[a](http://a.dev)', '<p>a<span> (http://a.dev)</span></p>'],
    ['[a](docs/a.md)', '<p>a<span> (docs/a.md)</span></p>'],
    ['http://a.dev', '<p>http://a.dev</p>'],
  ])('never open %s', (text, markup) => {
    expect(shown(text)).toBe(markup);
  });

  it('never bring HTML, a style, a script or a picture of their own, whatever is written', () => {
    const bits = fc.constantFrom(
      '<',
      '>',
      '![',
      '](',
      ')',
      'javascript:',
      '<img src=x onerror=y>',
      '<a href=',
      '"',
      '\n',
      '- [x] ',
      '`',
      '<!--',
      '-->',
      '# ',
      '<script>',
      'a',
      ' ',
      'https://a.dev',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
        const markup = renderToStaticMarkup(
          createElement(MarkdownText, { text: parts.join(''), highest: 3 }),
        );
        expect(markup).not.toMatch(/<(?:img|script)|<[^>]*\s(?:style|on\w+)=|href="(?!https:)/);
      }),
    );
  });

  it('are read of every one of the Electron releases, with no tag left over as words', () => {
    const file = resolve(import.meta.dirname, '../../../resources/electron-releases.github.json.gz');
    const releases: { tag_name: string; body: string }[] = JSON.parse(
      gunzipSync(readFileSync(file)).toString(),
    );
    const prose = (body: string) => shown(body).replace(/<code>.*?<\/code>/g, '');
    const left = releases.filter(({ body }) => /&lt;\/?(?:a|span|br|p|div|img)\b[^&]*&gt;/.test(prose(body)));
    expect(releases.length).toBeGreaterThan(1700);
    expect(left.map(({ tag_name }) => tag_name)).toEqual([]);
  });
});

describe('a long text in parts', () => {
  const words = fc.constantFrom('a', 'bb ', '\n', '\n\n', '```\n', '- c\n', '  ', '# d\n\n');
  const text = fc.array(words, { maxLength: 80 }).map((parts) => parts.join(''));

  it('says the same, and no part is longer than it may be', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 40 }), (written, most) => {
        const parts = partsOf(written, most);
        expect(parts.join('')).toBe(written);
        expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(most);
      }),
    );
  });

  const a = 'a'.repeat(40);
  it.each([
    ['a paragraph', `${a}\n\nb`, `${a}\n\n`],
    ['a list, not what belongs to it', `${a}\n\n- b\n\n  c`, `${a}\n\n`],
    ['code, not inside of it', `${a}\n\n\`\`\`\nb\n\nc\n`, `${a}\n\n`],
    ['a line, when there is no paragraph', `${a}\nb`, `${a}\n`],
    ['a word, when there is no line', `${a} b`, `${a} `],
    ['whatever comes next, when nothing else is near', 'b', `b${'x'.repeat(59)}`],
  ])('is parted before %s', (_what, written, first) => {
    expect(partsOf(written.padEnd(70, 'x'), 60)[0]).toBe(first);
  });

  it('keeps in each part the addresses that it names by a word', () => {
    const named = `See [the log][1] and [2].\n\n${'a'.repeat(60)}\n\n[1]: https://a.dev/1\n[2]: https://a.dev/2`;
    const [first = ''] = partsOf(named, 60);
    expect(shown(first)).toContain(
      `See ${link('https://a.dev/1', 'the log')} and ${link('https://a.dev/2', '2')}.`,
    );
  });
});
