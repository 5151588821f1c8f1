import { type Client, createClient } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import type { Token } from '#shared/features/token/contract.ts';
import type { Caller } from '../context.ts';
import { procedureNamed } from '../router.ts';
import type { Reader } from '../threads/reader.ts';
import type { Log, Workers } from '../threads/workers.ts';
import type { ChangeMarks } from './change-marks.ts';

/** What the gateway asks the workspace by: its own reader, and the writer as messages. */
export interface GatewayDoor {
  readonly reader: Reader;
  readonly writer: Pick<Workers, 'command' | 'chunk'>;
  /** Says of what was read and kept whether it still stands. */
  readonly marks: ChangeMarks;
  /** The folder of stored files. */
  readonly blobs: string;
  now(): number;
  readonly log: Log;
}

/** On whose behalf a token speaks. */
export function callerOf(token: Token): Caller {
  return { name: token.personName, email: token.email, door: 'gateway', tokenId: token.id };
}

/** The typed client of a caller: reads on this thread, commands to the writer. Nothing else passes the gateway. */
export function clientOf({ reader, writer }: GatewayDoor, caller: Caller): Client {
  return createClient(async (name, input) => {
    const { kind } = procedureNamed(name);
    switch (kind) {
      case 'query':
      case 'scan':
        return reader.read(name, input, caller);
      case 'command':
        return writer.command(name, input, caller);
      case 'job':
      case 'desk':
        throw new AppError('unsupported', `${name} does not pass the gateway.`);
    }
  });
}
