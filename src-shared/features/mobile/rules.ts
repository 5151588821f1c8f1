import { AppError } from '../../errors.ts';
import type { MobileKind } from './model.ts';

const words: Readonly<Record<MobileKind, { readonly one: string; readonly hint: string }>> = {
  build: { one: 'a build', hint: 'Choose the build that it belongs to.' },
  'code-push': { one: 'a code-push release', hint: 'Choose a release of the channel.' },
};

interface Asked {
  readonly uid: string;
  readonly number: number;
  readonly kind: MobileKind;
}

/** What only one kind of mobile deployment can be asked for. @throws invalid_input naming `kind`. */
export function requireKind(deployment: Asked, kind: MobileKind): void {
  if (deployment.kind === kind) return;
  const { number, uid } = deployment;
  throw new AppError(
    'invalid_input',
    `Deployment #${number} is ${words[deployment.kind].one}, and this is for ${words[kind].one} only. Nothing was changed.`,
    {
      field: 'kind',
      hint: words[kind].hint,
      object: { noun: 'deployment', id: uid, label: `#${number}` },
    },
  );
}
