/** What is used of a node of the parsed text; the parser's own nodes have more. */
interface TextNode {
  type: string;
  value?: string;
  url?: string;
  alt?: string | null;
  depth?: number;
  checked?: boolean | null;
  children?: TextNode[];
}

const LOWEST = 6;
const TAG = /(<!--[\s\S]*?(?:-->|$)|<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>)/i;
const ONLY_LOOKS =
  /^<\/?(?:a|abbr|b|blockquote|br|center|code|del|details|div|em|font|h[1-6]|hr|i|img|ins|kbd|li|ol|p|picture|pre|q|s|small|source|span|strike|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|video)[\s/>]/i;
const ADDRESS = /\bhttps?:\/\/[^\s<>"`]+/g;
/** What ends a sentence or a word in emphasis, not an address. */
const SENTENCE = new Set(".,:;!?*_~'’”");
const TASK = /^\[([ x])\]\s+/i;

const isWords = ({ type }: TextNode) => type === 'text';

/**
 * Reads in a parsed text what GitHub adds to markdown and its releases use: a line end is a line end, a bare address is a
 * link, `- [x]` is a task. HTML is never passed on: tags go, their words and the addresses of `<a>` and `<img>` stay. A
 * picture becomes a link to it, because nothing is loaded from the network. Headings begin at level `highest`.
 */
export function githubText({ highest }: { readonly highest: number }) {
  return (root: TextNode): void => readBelow(root, highest - 1, false);
}

function readBelow(node: TextNode, down: number, inLink: boolean): void {
  if (node.depth !== undefined) node.depth = Math.min(LOWEST, node.depth + down);
  if (node.type === 'listItem') readTask(node);
  if (!node.children) return;
  const isLink = inLink || node.type === 'link' || node.type === 'linkReference';
  for (const child of node.children) readBelow(child, down, isLink);
  const holdsBlocks = ['root', 'blockquote', 'list', 'listItem'].includes(node.type);
  node.children = holdsBlocks ? node.children.flatMap(blocksOf) : inlineOf(node.children, isLink);
}

/** A block of HTML is a paragraph of its words. */
function blocksOf(node: TextNode): TextNode[] {
  if (node.type !== 'html') return [node];
  const children = inlineOf([node], false);
  const isEmpty = children.every((child) => isWords(child) && child.value?.trim() === '');
  return isEmpty ? [] : [{ type: 'paragraph', children }];
}

function inlineOf(nodes: readonly TextNode[], inLink: boolean): TextNode[] {
  const done: TextNode[] = [];
  let link: TextNode | null = null;
  const add = (...more: readonly TextNode[]) => (link?.children ?? done).push(...more);
  for (const node of nodes.flatMap(tokensOf)) {
    const isInside = inLink || link !== null;
    if (node.type === 'tag') {
      const { value = '', url } = node;
      if (/^<\/a/i.test(value)) link = null;
      else if (/^<a\s/i.test(value) && url !== undefined && !isInside) {
        const opened: TextNode = { type: 'link', url, children: [] };
        add(opened);
        link = opened;
      } else if (/^<br/i.test(value)) add({ type: 'break' });
      else if (/^<img\s/i.test(value)) add(pictureOf(node, isInside));
    } else if (node.type === 'image' || node.type === 'imageReference') add(pictureOf(node, isInside));
    else if (isWords(node)) add(...linesOf(node.value ?? '', isInside));
    else add(node);
  }
  return done;
}

/** HTML as the tags that only give looks, and what else is written there. */
function tokensOf(node: TextNode): TextNode[] {
  if (node.type !== 'html') return [node];
  return (node.value ?? '')
    .split(TAG)
    .filter((part) => part !== '' && !part.startsWith('<!--'))
    .map((value) => {
      if (!ONLY_LOOKS.test(value)) return { type: 'text', value };
      const url = attributeOf(value, 'href') ?? attributeOf(value, 'src');
      return { type: 'tag', value, alt: attributeOf(value, 'alt') ?? '', ...(url ? { url } : {}) };
    });
}

function attributeOf(tag: string, name: string): string | undefined {
  const [, double, single, bare] =
    new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag) ?? [];
  return double ?? single ?? bare;
}

function pictureOf({ alt, url }: TextNode, inLink: boolean): TextNode {
  const words: TextNode = { type: 'text', value: alt || 'Picture' };
  return inLink || url === undefined ? words : { type: 'link', url, children: [words] };
}

function linesOf(text: string, inLink: boolean): TextNode[] {
  return text
    .split(/\r?\n/)
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [{ type: 'break' }]),
      ...(inLink ? [{ type: 'text', value: line }] : linkedWords(line)),
    ]);
}

function linkedWords(line: string): TextNode[] {
  const parts: TextNode[] = [];
  let end = 0;
  for (const { 0: found, index } of line.matchAll(ADDRESS)) {
    const url = addressIn(found);
    parts.push({ type: 'text', value: line.slice(end, index) });
    parts.push({ type: 'link', url, children: [{ type: 'text', value: url }] });
    end = index + url.length;
  }
  return [...parts, { type: 'text', value: line.slice(end) }];
}

/** Without the sentence's own signs behind it; a closing bracket belongs to it when it opened there. */
function addressIn(found: string): string {
  let loose = found.split(')').length - found.split('(').length;
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    if (last === ')' && loose > 0) loose -= 1;
    else if (!SENTENCE.has(last)) break;
  }
  return found.slice(0, end);
}

function readTask(item: TextNode): void {
  const first = item.children?.[0]?.children?.[0];
  if (!first || !isWords(first)) return;
  const [whole = '', mark] = TASK.exec(first.value ?? '') ?? [];
  if (mark === undefined) return;
  item.checked = mark !== ' ';
  first.value = first.value?.slice(whole.length) ?? '';
}
