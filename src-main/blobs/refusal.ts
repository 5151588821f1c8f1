import { AppError } from '#shared/errors.ts';

const NOT_TAKEN = 'The package was not taken.';
const FRESH = 'Build the package again and send it once more.';
const RELEASE_TOOL = 'Zip the folder again; the CodePush command line writes such zips.';

/** Why a package is not taken: what is wrong with it or with one entry, and what helps. */
const refusals = {
  empty: ['The package is empty: it has 0 bytes.', FRESH],
  no_files: ['The zip holds no file that a device could run.', 'Check the folder that was zipped.'],
  truncated: [
    'The zip breaks off: the list of its files, which stands at the end, is missing.',
    'Send it again.',
  ],
  damaged: ['The zip is damaged: what it says of {entry} does not fit what is there.', FRESH],
  wrong_checksum: ['The zip is damaged: the content of {entry} does not have its checksum.', FRESH],
  encrypted: [
    'The zip is encrypted ({entry}); no device could open it.',
    'Zip the folder without a password.',
  ],
  compression: ['{entry} is packed in a way that devices do not know.', 'Zip the folder with deflate.'],
  absolute_path: ['{entry} has an absolute path; it would be written outside the package.', RELEASE_TOOL],
  traversal: ['The path of {entry} leads out of the package.', RELEASE_TOOL],
  backslash: ['The path of {entry} has backslashes; a device would not make folders of them.', RELEASE_TOOL],
  irregular_path: [
    'The path of {entry} is no plain path: it has an empty part, a ".", a control character or more than 1,000 bytes.',
    RELEASE_TOOL,
  ],
  not_utf8: ['The name of {entry} is no UTF-8 text.', RELEASE_TOOL],
  two_names: ['{entry} has a second name in the zip, so devices would disagree about it.', RELEASE_TOOL],
  symlink: ['{entry} is a link or a special file, not a file.', 'Zip the files that the links point to.'],
  duplicate_name: [
    'Two entries are both {entry} where capitals or accents do not count, or one is the folder of the other.',
    'Rename one of them.',
  ],
  layout: [
    'The parts of the zip overlap or have something between them near {entry}, so devices would disagree about it.',
    RELEASE_TOOL,
  ],
  too_many_files: ['The zip has more than {most} entries.', 'Leave out what the app does not load.'],
  too_large: ['Unpacked the zip has more than {most} bytes.', 'Leave out what the app does not load.'],
  too_packed: ['The zip unpacks to more than {most} times its size, as only a zip bomb does.', FRESH],
  diff_package: [
    'The zip has a hotcodepush.json, so devices would take it for the difference to another package.',
    'Send the whole package; Slipway makes the differences itself.',
  ],
} as const satisfies Record<string, readonly [what: string, hint: string]>;

export type PackageReason = keyof typeof refusals;

/** An entry's name as it can stand in a sentence. */
function shown(name: string): string {
  const plain = name.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, '\ufffd');
  return `"${plain.length <= 80 ? plain : `${plain.slice(0, 79)}…`}"`;
}

export interface RefusalFacts {
  readonly entry?: string;
  readonly most?: number;
}

/** The refusal of a package, as a sentence and as a code in `details.reason`. */
export function refusePackage(reason: PackageReason, { entry, most }: RefusalFacts = {}): AppError {
  const [what, hint] = refusals[reason];
  const sentence = what
    .replace('{entry}', () => (entry === undefined ? 'a file' : shown(entry)))
    .replace('{most}', () => most?.toLocaleString('en') ?? '');
  return new AppError('invalid_input', `${sentence} ${NOT_TAKEN}`, {
    hint,
    reason,
    ...(entry === undefined ? {} : { entry }),
  });
}

/** What is wrong with a zip, without what became of it. */
export function faultOf({ message }: AppError): string {
  return message.replace(` ${NOT_TAKEN}`, '');
}
