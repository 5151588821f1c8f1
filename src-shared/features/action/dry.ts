import { formatDuration } from '../../time.ts';
import type { Action } from './model.ts';
import { fillTemplate } from './template.ts';
import { asWord } from './told.ts';

/** What is known before an action runs; the rest shows its name. */
type Facts = Readonly<Partial<Record<string, string>>>;

export interface DryLine {
  readonly label: string;
  readonly text: string;
}

/** Fills in what is known; a secret and what is not known yet stand as their names. Null fills nothing in. */
export function filled(template: string, facts: Facts | null): string {
  if (facts === null) return template;
  return fillTemplate(template, (placeholder) => {
    switch (placeholder.kind) {
      case 'fact':
        return facts[placeholder.name] ?? `‹${placeholder.name}›`;
      case 'secret':
        return `‹secret ${placeholder.slot}›`;
      case 'unknown':
        return '';
    }
  });
}

/**
 * What would run, line by line: with facts as it would be for them, without as it is written, to the last letter. A
 * shell's script is never filled in: it takes the facts from its environment.
 */
export function dryLines(action: Action, facts: Facts | null): DryLine[] {
  return linesOf(action, facts).map(({ label, text }) => ({ label, text: visible(text) }));
}

/** Signs that show nothing, or change how others are read: two texts that look alike must be alike. */
const HIDDEN = /[^\P{C}\n\t]|[^\P{Z} ]/gu;

/** A text with its hidden signs as their numbers, `\u{202e}`. */
const visible = (text: string) =>
  text.replaceAll(HIDDEN, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);

function linesOf(action: Action, facts: Facts | null): DryLine[] {
  const timeout = { label: 'Ends after', text: formatDuration(action.timeoutSeconds * 1000) };
  if (action.kind === 'command') {
    const [script = '', ...given] = action.argv;
    return [
      action.shell
        ? { label: 'Shell runs', text: [script, ...given.map(asWord)].join(' ') }
        : { label: 'Runs', text: action.argv.map((argument) => asWord(filled(argument, facts))).join(' ') },
      { label: 'In', text: action.folder },
      ...action.environment.map(({ name, value }) => ({
        label: 'With',
        text: `${name}=${filled(value, facts)}`,
      })),
      timeout,
    ];
  }
  const { body, expectedStatus } = action;
  return [
    { label: 'Calls', text: `${action.method} ${filled(action.url, facts)}` },
    ...action.headers.map(({ name, value }) => ({
      label: 'Header',
      text: `${name}: ${filled(value, facts)}`,
    })),
    ...(body.kind === 'none'
      ? []
      : [
          {
            label: 'Body',
            text: body.kind === 'artifact' ? 'the stored artifact, as it is' : filled(body.template, facts),
          },
        ]),
    {
      label: 'Expects',
      text: expectedStatus.length === 0 ? 'a status from 200 to 299' : expectedStatus.join(', '),
    },
    timeout,
  ];
}
