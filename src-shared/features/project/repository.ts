import * as z from '../../contract/schema.ts';
import { repositoryName } from '../candidate/cut.ts';

/** Where a pair without a host is. */
const USUAL_HOST = 'github.com';

/** `owner/name` or an address, kept as it is typed; empty is none. Programs name it as `owner/name`, so that must be in it. */
export const repositorySchema = z
  .string()
  .trim()
  .max(300, 'A repository has at most 300 characters.')
  .refine(
    (text) => text === '' || (!/\s/.test(text) && repositoryName(text) !== null),
    'A repository is owner/name, or its address: https://github.com/owner/name.',
  )
  .transform((text) => (text === '' ? null : text))
  .nullable();

/** The host of an address, in lower case; that of a bare pair is the usual one. */
function hostOf(text: string): string {
  const [, host] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/]+@)?([^/:]+\.[^/:]+)(?::\d+)?[/:][^/]+\/./i.exec(text.trim()) ?? [];
  return host?.toLowerCase().replace(/^www\./, '') ?? USUAL_HOST;
}

/** Whether two spellings are of one repository: the same host, owner and name. */
export function isSameRepository(one: string, other: string): boolean {
  const name = repositoryName(one);
  return name !== null && name === repositoryName(other) && hostOf(one) === hostOf(other);
}
