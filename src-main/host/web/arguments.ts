import { parseArgs } from 'node:util';
import { defaultDataFolder, givenPath } from '../place.ts';

export interface WebArguments {
  readonly file: string | null;
  readonly data: string;
  readonly port: number;
  readonly gatewayPort: number | null;
  readonly open: boolean;
  readonly listen: string;
  readonly hosts: readonly string[];
  /** The folder of the built page; null is this application's own. */
  readonly renderer: string | null;
}

export const USAGE =
  'node out/main/web.js [--file PATH] [--data DIR] [--port N] [--gateway-port N] [--listen ADDRESS] [--host NAME]... [--no-open]';

/** A wrong command line, as a sentence for its author. */
export class UsageError extends Error {}

function portOf(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--${flag} takes a port from 0 to 65535, not "${text}".`);
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        file: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        'gateway-port': { type: 'string' },
        listen: { type: 'string', default: '127.0.0.1' },
        host: { type: 'string', multiple: true, default: [] },
        renderer: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ', 1)[0]?.replace(/\.$/, '')}.`);
  }
}

/** Reads the browser host's command line. A single path without a flag is the file. @throws UsageError. */
export function webArguments(given: readonly string[]): WebArguments {
  const { values, positionals } = parse(given);
  if (positionals.length > (values.file === undefined ? 1 : 0)) {
    throw new UsageError(`"${positionals.at(-1)}" is one argument too many.`);
  }
  return {
    file: givenPath(values.file ?? positionals[0]),
    data: givenPath(values.data) ?? defaultDataFolder(),
    port: portOf('port', values.port) ?? 0,
    gatewayPort: portOf('gateway-port', values['gateway-port']),
    open: !values['no-open'],
    listen: values.listen,
    hosts: values.host,
    renderer: givenPath(values.renderer),
  };
}
