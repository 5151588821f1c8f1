import { join } from 'node:path';
import type { Shell } from '../../app.ts';
import type { Sources } from '../../context.ts';

/** Opens the sample workspace, making it first when it is not there. */
export async function openSample(shell: Shell, _sources: Sources): Promise<void> {
  await shell.open(join(shell.options.data, 'sample.slipway'), 'Sample');
}
