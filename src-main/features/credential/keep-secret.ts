import { AppError } from '#shared/errors.ts';
import type { Shell } from '../../shell.ts';

/** What the store says of a failure may repeat what it was given, so that is not passed on. @throws unavailable. */
export async function keepSecret({ options }: Shell, name: string, value: string | null): Promise<void> {
  try {
    await options.host.secrets.set(name, value);
  } catch {
    throw new AppError('unavailable', "This machine's secret store refused the change. It stays as it was.", {
      hint: 'Free some space or unlock the key store, then try again.',
    });
  }
}
