import { AppError } from '#shared/errors.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function refusal(what: string, hint: string): AppError {
  return new AppError('invalid_input', `${what} Nothing was imported.`, { hint });
}

const AS_JSON =
  'Choose the JSON that "gh api --paginate" printed of releases, or that of a CodePush history.';

/** The bytes of a text file without its byte order mark. @throws invalid_input for what is certainly no UTF-8 JSON. */
export function withoutMark(first: Buffer): Buffer {
  const [one = 0, two = 0] = first;
  const marked = (one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff);
  if (first.length >= 2 && (marked || (one === 0) !== (two === 0))) {
    throw refusal(
      'The file is UTF-16 text, which JSON is not written in.',
      'Save it as UTF-8. In Windows PowerShell, write it with "| Out-File -Encoding utf8" in place of ">".',
    );
  }
  if (one === 0x1f && two === 0x8b)
    throw refusal('The file is packed with gzip.', 'Unpack it, then import what is inside.');
  if (first.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004')
    throw refusal('The file is a ZIP archive.', 'Unpack it, then import what is inside.');
  if (first.subarray(0, 15).toString('latin1') === 'SQLite format 3')
    throw refusal(
      'The file is a SQLite database, such as a workspace of Slipway.',
      'Open it as a workspace; only files of other tools are imported.',
    );
  const text = first.subarray(0, 3).equals(BYTE_ORDER_MARK) ? first.subarray(3) : first;
  const begin = text.subarray(0, 200).toString('utf8').trimStart();
  if (begin.startsWith('<')) throw refusal('The file is an HTML or XML page, not JSON.', AS_JSON);
  if (begin !== '' && begin[0] !== '[' && begin[0] !== '{') {
    const shown = begin
      .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, ' ')
      .slice(0, 24)
      .trim();
    throw refusal(
      `The file is not JSON: it begins with "${shown}" where a list or an object should begin.`,
      AS_JSON,
    );
  }
  return text;
}

export function emptyFile(): AppError {
  return refusal('The file is empty.', 'Fetch it again: the command that wrote it may have failed.');
}

export function emptyList(): AppError {
  return refusal(
    'The file holds an empty list, so there is nothing to import.',
    'Check the repository it was fetched from.',
  );
}
