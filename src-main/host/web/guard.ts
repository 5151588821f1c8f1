import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { LOOPBACK_NAMES, listedName, nameInHost } from '../../host-names.ts';

function nameOfOrigin(origin: string): string | null {
  const found = URL.canParse(origin) ? new URL(origin) : null;
  return found && /^https?:$/.test(found.protocol) ? found.hostname.toLowerCase() : null;
}

/** Whether a request was meant for this page: by name only, at any port, so that a tunnel works (spec/decisions, Core). */
export function nameGuard(more: readonly string[]): (headers: IncomingHttpHeaders) => boolean {
  const names = new Set<string>([...LOOPBACK_NAMES, ...more.map(listedName)]);
  const known = (name: string | null) => name !== null && names.has(name);
  return ({ host, origin }) =>
    known(nameInHost(host)) && (origin === undefined || known(nameOfOrigin(origin)));
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compares a given token with the right one without telling by its time how much of it fits. */
export function tokenCheck(token: string): (given: unknown) => boolean {
  const right = digest(token);
  return (given) => typeof given === 'string' && timingSafeEqual(digest(given), right);
}

export function bearerOf({ authorization }: IncomingHttpHeaders): string | null {
  return /^Bearer +([\w-]+) *$/i.exec(authorization ?? '')?.[1] ?? null;
}
