import * as z from '../../contract/schema.ts';

export const outputStreams = ['stdout', 'stderr'] as const;
export type OutputStream = (typeof outputStreams)[number];

export const slotSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9_.-]{1,64}$/,
    'A secret’s name has letters, digits, dot, dash and underscore, 64 at most.',
  );

const text = z
  .string()
  .max(20_000)
  .refine((value) => !value.includes('\0'), 'A text cannot hold the character 0.');
const timeoutSeconds = z.number().int().min(1).max(86_400).default(3600);
const isAbsolute = (path: string) => /^(\/|[A-Za-z]:[\\/]|\\\\)/.test(path);

export const commandSchema = z.object({
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

export const httpSchema = z.object({
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

export const actionSchema = z.discriminatedUnion('kind', [commandSchema, httpSchema]);
/** A command or an HTTP call of the user's own. */
export type Action = CommandAction | HttpAction;
