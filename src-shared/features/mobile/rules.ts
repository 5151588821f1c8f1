import { AppError } from '../../errors.ts';
import type { MobileKind } from './model.ts';

interface Asked {
  readonly uid: string;
  readonly number: number;
  readonly kind: MobileKind;
}

/** What only a release can be asked for: to be edited, promoted, rolled back. @throws invalid_input naming `kind`. */
export function requireRelease({ kind, number, uid }: Asked): void {
  if (kind === 'code-push') return;
  throw new AppError(
    'invalid_input',
    `Deployment #${number} is a build, and only code-push releases can do this. Nothing was changed.`,
    {
      field: 'kind',
      hint: 'Choose a release that was made for the build.',
      object: { noun: 'deployment', id: uid, label: `#${number}` },
    },
  );
}
