/** What stands where a secret was. */
export const MASK = '•••';

/** A line of a secret of several, or a part of one, is only masked by itself when it is long enough to be telling. */
const TELLING = 8;

/**
 * The letters that are in a text's base64 whatever stands before and after the value in it, as in `user:value` or with a
 * line's end: for each of the three places in which a value can begin, without the letters that its neighbours share.
 */
function insideBase64(value: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
    const text = bytes
      .toString('base64')
      .slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
    return text.length < TELLING ? [] : [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** The ways in which a value turns up in output: as it is, line by line, and as JSON, addresses and base64 write it. */
function writingsOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  const inAddress = encodeURIComponent(value);
  return [
    value,
    value.trim(),
    ...lines.filter((line) => line.length >= TELLING),
    JSON.stringify(value).slice(1, -1),
    inAddress,
    inAddress.replaceAll('%2F', '/'),
    inAddress.replaceAll('%20', '+'),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64url'),
    ...insideBase64(value),
  ].filter((text) => text !== '');
}

export interface Masker {
  /** Takes a piece of a text in and gives what is certain by now; a secret may lie across two pieces. */
  push(text: string): string;
  /** The rest, at the end of the text. */
  end(): string;
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Makes maskers that replace every writing of the secrets, the longest first. */
export function maskerOf(secrets: Iterable<string>): () => Masker {
  const writings = [...new Set([...secrets].flatMap(writingsOf))].sort((a, b) => b.length - a.length);
  const longest = writings[0]?.length ?? 0;
  if (longest === 0) return () => ({ push: (text) => text, end: () => '' });
  const source = writings.map(escaped).join('|');
  return () => {
    let held = '';
    /** Replaces what begins before `until`, and keeps what follows for the next piece. */
    const release = (until: number): string => {
      const pattern = new RegExp(source, 'g');
      let out = '';
      let at = 0;
      for (let found = pattern.exec(held); found && found.index < until; found = pattern.exec(held)) {
        out += held.slice(at, found.index) + MASK;
        at = found.index + found[0].length;
      }
      const cut = Math.max(at, Math.min(until, held.length));
      out += held.slice(at, cut);
      held = held.slice(cut);
      return out;
    };
    return {
      push(text) {
        held += text;
        return held.length < longest ? '' : release(held.length - longest + 1);
      },
      end: () => release(held.length + 1),
    };
  };
}

/** A whole text without its secrets. */
export function masked(text: string, mask: () => Masker): string {
  const masker = mask();
  return masker.push(text) + masker.end();
}
