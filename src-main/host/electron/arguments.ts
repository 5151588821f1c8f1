import { parseArgs } from 'node:util';
import { givenPath } from '../place.ts';

export interface ElectronArguments {
  readonly file: string | null;
  readonly data: string | null;
  readonly gatewayPort: number | null;
  /** A `slipway://` link that the system opened this process with. */
  readonly link: string | null;
}

/** A `slipway://` link among what the system handed over; anything else is none. */
export function linkIn(words: readonly string[]): string | null {
  return words.find((word) => /^slipway:\/\/[\w./?=&%-]{1,300}$/i.test(word)) ?? null;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * Reads Electron's command line, which is full of switches that are not ours: those pass. Without `--file`, a path that
 * ends in `.slipway` is the file (what a desktop hands over on a double click).
 */
export function electronArguments(argv: readonly string[]): ElectronArguments {
  const { values, positionals } = parseArgs({
    args: argv.slice(1),
    strict: false,
    allowPositionals: true,
    options: { file: { type: 'string' }, data: { type: 'string' }, 'gateway-port': { type: 'string' } },
  });
  const port = Number(textOf(values['gateway-port']) ?? Number.NaN);
  return {
    file: givenPath(textOf(values.file) ?? positionals.find((word) => word.endsWith('.slipway'))),
    data: givenPath(textOf(values.data)),
    gatewayPort: Number.isInteger(port) && port >= 0 && port <= 65_535 ? port : null,
    link: linkIn(positionals),
  };
}
