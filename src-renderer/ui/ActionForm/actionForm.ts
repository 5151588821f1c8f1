import type { Action } from '#shared/features/action/model.ts';

type HttpMethod = Extract<Action, { kind: 'http' }>['method'];

/** What stands in the fields of a command or an HTTP call, as typed. */
export interface ActionForm {
  readonly kind: Action['kind'];
  /** The program and its arguments, one a line; with a shell the whole script. */
  readonly argv: string;
  readonly shell: boolean;
  readonly folder: string;
  /** `NAME=value`, one a line. */
  readonly environment: string;
  readonly method: HttpMethod;
  readonly url: string;
  /** `Name: value`, one a line. */
  readonly headers: string;
  readonly body: 'none' | 'text' | 'artifact';
  readonly template: string;
  /** `200, 201`; empty is any from 200 to 299. */
  readonly expected: string;
  readonly timeoutSeconds: number;
}

export const emptyAction: ActionForm = {
  kind: 'command',
  argv: '',
  shell: false,
  folder: '',
  environment: '',
  method: 'POST',
  url: '',
  headers: '',
  body: 'none',
  template: '',
  expected: '',
  timeoutSeconds: 3600,
};

/** An action as it stands in the fields. */
export function formOfAction(action: Action): ActionForm {
  const { kind, timeoutSeconds } = action;
  if (kind === 'command') {
    return {
      ...emptyAction,
      kind,
      timeoutSeconds,
      argv: action.argv.join('\n'),
      shell: action.shell,
      folder: action.folder,
      environment: action.environment.map(({ name, value }) => `${name}=${value}`).join('\n'),
    };
  }
  return {
    ...emptyAction,
    kind,
    timeoutSeconds,
    method: action.method,
    url: action.url,
    headers: action.headers.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    body: action.body.kind,
    template: action.body.kind === 'text' ? action.body.template : '',
    expected: action.expectedStatus.join(', '),
  };
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

function pairsOf(text: string, sign: '=' | ':'): { name: string; value: string }[] {
  return linesOf(text).map((line) => {
    const at = line.indexOf(sign);
    if (at < 0) return { name: line.trim(), value: '' };
    const value = line.slice(at + 1);
    return { name: line.slice(0, at).trim(), value: sign === ':' ? value.trim() : value };
  });
}

/** The fields as an action that nobody has checked yet. */
export function typedAction(form: ActionForm) {
  switch (form.kind) {
    case 'command':
      return {
        kind: form.kind,
        argv: form.shell ? [form.argv] : linesOf(form.argv),
        shell: form.shell,
        folder: form.folder.trim(),
        environment: pairsOf(form.environment, '='),
        timeoutSeconds: form.timeoutSeconds,
      };
    case 'http':
      return {
        kind: form.kind,
        method: form.method,
        url: form.url.trim(),
        headers: pairsOf(form.headers, ':'),
        body: form.body === 'text' ? { kind: form.body, template: form.template } : { kind: form.body },
        expectedStatus: form.expected
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(Number),
        timeoutSeconds: form.timeoutSeconds,
      };
  }
}

const needsMore: Readonly<Record<string, string>> = {
  argv: 'Needs a program to run',
  folder: 'Needs the folder it runs in',
  url: 'Needs an address',
};
const fieldOf: Readonly<Record<string, string>> = { expectedStatus: 'expected', body: 'template' };

/** The field of the form in which a part of an action is typed. */
export function actionField(part: string): string {
  return fieldOf[part] ?? part;
}

/** What is wrong at a path of the action, said at its field: what is missing, or the rule that it breaks. */
export function actionFault(
  form: Readonly<Record<string, unknown>>,
  path: readonly PropertyKey[],
  message: string,
): { readonly field: string; readonly message: string } {
  const [part = 'kind', ...rest] = path.map(String);
  const missing = part in form && form[part] === '' ? needsMore[part] : undefined;
  const full = /[.!?]$/.test(message) || rest.length === 0 ? message : `${message} (${rest.join('.')})`;
  return { field: actionField(part), message: missing ?? full };
}
