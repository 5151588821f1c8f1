import type { Finding } from '../build/model.ts';
import type { Action } from './model.ts';
import { type Placeholder, placeholdersOf } from './template.ts';

const SECRET_NAME =
  /(password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|authorization|cookie)$/i;

interface Template {
  readonly field: string;
  readonly name: string | null;
  readonly template: string;
  /** A secret there could be read by others: every user of a machine sees the arguments of its processes. */
  readonly open: boolean;
}

function templatesOf(field: string, action: Action): Template[] {
  const at = (path: string, name: string | null, template: string, open = false): Template => ({
    field: `${field}.${path}`,
    name,
    template,
    open,
  });
  if (action.kind === 'command') {
    const given = action.environment.map(({ name, value }, index) =>
      at(`environment[${index}].value`, name, value),
    );
    // A shell would read a filled-in value as a part of the script, so nothing is filled in there.
    if (action.shell) return given;
    return [...action.argv.map((argument, index) => at(`argv[${index}]`, null, argument, true)), ...given];
  }
  return [
    at('url', null, action.url),
    ...action.headers.map(({ name, value }, index) => at(`headers[${index}].value`, name, value)),
    ...(action.body.kind === 'text' ? [at('body.template', null, action.body.template)] : []),
  ];
}

/** The names of the secrets that actions ask for, each once, in order. Never a value: there is none in them. */
export function slotsIn(actions: readonly Action[]): string[] {
  const slots = actions
    .flatMap((action) => templatesOf('', action))
    .flatMap(({ template }) =>
      placeholdersOf(template).flatMap((found) => (found.kind === 'secret' ? [found.slot] : [])),
    );
  return [...new Set(slots)].sort();
}

const SECRET_IN_ADDRESS = /[?&][^=&]*(token|secret|key|password|signature)[^=&]*=(?!\{\{|&|$)/i;

/** What no run could fill in, as a sentence; null when everything is known. */
function unknownIn(found: readonly Placeholder[], factNames: readonly string[]): string | null {
  const unknown = found.flatMap((placeholder) => {
    if (placeholder.kind === 'unknown') return [placeholder.text];
    return placeholder.kind === 'fact' && !factNames.includes(placeholder.name) ? [placeholder.name] : [];
  });
  return unknown[0] === undefined
    ? null
    : `{{${unknown[0].slice(0, 60)}}} is not known. A secret is {{secret.name}}; the facts are: ${factNames.join(', ')}.`;
}

const holdsSecret = (found: readonly Placeholder[]) => found.some(({ kind }) => kind === 'secret');

/** What is wrong with a text that people read when it is filled in, as a sentence; null when nothing is. */
export function judgeWords(template: string, factNames: readonly string[]): string | null {
  const found = placeholdersOf(template);
  if (holdsSecret(found)) return 'People read this: no secret is filled in here.';
  return unknownIn(found, factNames);
}

function problemOf({ field, name, template, open }: Template, factNames: readonly string[]): string | null {
  const found = placeholdersOf(template);
  const unknown = unknownIn(found, factNames);
  if (unknown !== null) return unknown;
  const hasSecret = holdsSecret(found);
  if (open && hasSecret) {
    return 'Every user of the machine can read the arguments of a process: give the secret by the environment.';
  }
  if (field.endsWith('.url') && SECRET_IN_ADDRESS.test(template)) {
    return 'The address seems to hold a secret. Keep it on this machine and name it here: {{secret.name}}.';
  }
  return name !== null && SECRET_NAME.test(name) && template !== '' && !hasSecret
    ? `${name} looks like a secret. Keep it on this machine and name it here: {{secret.name}}.`
    : null;
}

/** What is wrong with an action beyond its shape: unknown placeholders, and secrets where they could be read. */
export function judgeAction(field: string, action: Action, factNames: readonly string[]): Finding[] {
  return templatesOf(field, action).flatMap((template) => {
    const message = problemOf(template, factNames);
    return message === null ? [] : [{ field: template.field, message }];
  });
}
