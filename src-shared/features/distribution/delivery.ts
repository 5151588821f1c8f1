import { z } from 'zod';
import type { Finding } from '../build/model.ts';

/** What a delivery can be asked for, in the order of a distribution's life. Only `upload` must be there. */
export const deliverySteps = ['prepare', 'upload', 'submit', 'poll', 'widen', 'halt'] as const;
export type DeliveryStep = (typeof deliverySteps)[number];

/** What is known of a distribution under way: `{{track}}` in a template, `SLIPWAY_TRACK` in a command's environment. */
export const deliveryFactNames = [
  'distribution',
  'step',
  'project',
  'store',
  'track',
  'os',
  'target',
  'buildNumber',
  'tag',
  'commit',
  'envVersion',
  'storeVersion',
  'versionCode',
  'artifact',
  'downloadUrl',
  'checksum',
  'releaseMethod',
  'promotesFrom',
  'releaseNotes',
  'userFraction',
  'updatePriority',
  'uploadMetadata',
  'uploadScreenshots',
  'shouldSubmitForReview',
  'shouldAutoRelease',
  'remoteId',
  'move',
] as const;
export type DeliveryFactName = (typeof deliveryFactNames)[number];
/** An empty text where there is nothing to say. */
export type DeliveryFacts = Readonly<Record<DeliveryFactName, string>>;

/** `SLIPWAY_ENV_VERSION` for `envVersion`. */
export function environmentName(fact: DeliveryFactName): string {
  return `SLIPWAY_${fact.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

export const slotSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9_.-]{1,64}$/,
    'A secret’s name has letters, digits, dot, dash and underscore, 64 at most.',
  );

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
const SECRET = /^secret\.([A-Za-z0-9_.-]{1,64})$/;

export type Placeholder =
  | { readonly kind: 'fact'; readonly name: DeliveryFactName }
  | { readonly kind: 'secret'; readonly slot: string }
  | { readonly kind: 'unknown'; readonly text: string };

function readPlaceholder(text: string): Placeholder {
  const slot = SECRET.exec(text)?.[1];
  if (slot !== undefined) return { kind: 'secret', slot };
  const name = deliveryFactNames.find((fact) => fact === text);
  return name === undefined ? { kind: 'unknown', text } : { kind: 'fact', name };
}

/** The placeholders of a template, `{{track}}` and `{{secret.name}}`, in order. */
export function placeholdersOf(template: string): Placeholder[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, inner = '']) => readPlaceholder(inner));
}

/** Fills a template in. What a placeholder becomes is never read as a template again. */
export function fillTemplate(template: string, read: (placeholder: Placeholder) => string): string {
  return template.replaceAll(PLACEHOLDER, (_all, inner: string) => read(readPlaceholder(inner)));
}

const text = z
  .string()
  .max(20_000)
  .refine((value) => !value.includes('\0'), 'A text cannot hold the character 0.');
const timeoutSeconds = z.number().int().min(1).max(86_400).default(3600);
const isAbsolute = (path: string) => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path);

const commandSchema = z.object({
  kind: z.literal('command'),
  /** The program and its arguments, handed over one by one; with `shell` the first is the script. */
  argv: z.array(text).min(1).max(200),
  /** Only when a person asked for it: the script runs in the system's shell and takes the facts from its environment. */
  shell: z.boolean().default(false),
  folder: text.refine(isAbsolute, 'The working folder is a whole path.'),
  environment: z
    .array(
      z.object({
        name: z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'This is no name of an environment variable.'),
        value: text,
      }),
    )
    .max(200)
    .default([]),
  timeoutSeconds,
});
export type CommandAction = Readonly<z.output<typeof commandSchema>>;

const httpSchema = z.object({
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('POST'),
  url: text.refine(
    (url) => /^https?:\/\/[^/\s{}@]+([/?#]|$)/i.test(url),
    'The address begins with http:// or https:// and a host, without a name and password.',
  ),
  headers: z
    .array(
      z.object({
        name: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, 'This is no name of a header.'),
        value: text,
      }),
    )
    .max(100)
    .default([]),
  body: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('text'), template: text }),
      /** The stored artifact itself, as it is. */
      z.object({ kind: z.literal('artifact') }),
    ])
    .default({ kind: 'none' }),
  /** Any of 200 to 299 when it is empty. */
  expectedStatus: z.array(z.number().int().min(100).max(599)).max(20).default([]),
  timeoutSeconds,
});
export type HttpAction = Readonly<z.output<typeof httpSchema>>;

const actionSchema = z.discriminatedUnion('kind', [commandSchema, httpSchema]);
export type DeliveryAction = CommandAction | HttpAction;

const optional = actionSchema.nullable().default(null);

/** How a project's builds get to a store: a command or a call of its owner's own for each step. */
export const deliverySettingsSchema = z.object({
  prepare: optional,
  upload: actionSchema,
  submit: optional,
  /** Says the store's own word for the state: the last `::slipway storeState=…` line, or `storeState` of the answer. */
  poll: optional,
  /** Starts, widens, resumes or completes a staged rollout; `{{move}}` says which. */
  widen: optional,
  /** Halts a staged rollout or takes it back. */
  halt: optional,
});
export type DeliverySettings = Readonly<z.output<typeof deliverySettingsSchema>>;

const SECRET_NAME =
  /(password|passwd|passphrase|secret|token|api[-_]?key|private[-_]?key|authorization|cookie)$/i;

interface Template {
  readonly field: string;
  readonly name: string | null;
  readonly template: string;
  /** A secret there could be read by others: every user of a machine sees the arguments of its processes. */
  readonly open: boolean;
}

function templatesOf(field: string, action: DeliveryAction): Template[] {
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

const everyTemplate = (settings: DeliverySettings): Template[] =>
  deliverySteps.flatMap((step) => {
    const action = settings[step];
    return action ? templatesOf(step, action) : [];
  });

/** The names of the secrets that settings ask for, each once, in order. Never a value: there is none in them. */
export function slotsOf(settings: DeliverySettings): string[] {
  const slots = everyTemplate(settings).flatMap(({ template }) =>
    placeholdersOf(template).flatMap((found) => (found.kind === 'secret' ? [found.slot] : [])),
  );
  return [...new Set(slots)].sort();
}

const SECRET_IN_ADDRESS = /[?&][^=&]*(token|secret|key|password|signature)[^=&]*=(?!\{\{|&|$)/i;

function problemOf({ field, name, template, open }: Template): string | null {
  const found = placeholdersOf(template);
  const unknown = found.find((placeholder) => placeholder.kind === 'unknown');
  if (unknown?.kind === 'unknown') {
    return `{{${unknown.text.slice(0, 60)}}} is not known. A secret is {{secret.name}}; the facts are: ${deliveryFactNames.join(', ')}.`;
  }
  const hasSecret = found.some((placeholder) => placeholder.kind === 'secret');
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

/** What is wrong with delivery settings beyond their shape: unknown placeholders, and secrets where they could be read. */
export function judgeDelivery(settings: DeliverySettings): Finding[] {
  return everyTemplate(settings).flatMap((template) => {
    const message = problemOf(template);
    return message === null ? [] : [{ field: template.field, message }];
  });
}
