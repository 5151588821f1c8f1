import { IconCheck, IconMinus, IconX, type TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './NumberedLines.module.css';

export interface NumberedLine {
  readonly key: string;
  /** What came of the step: it holds, it rules out, or it only tells. */
  readonly tone: 'yes' | 'no' | 'note';
  readonly text: ReactNode;
  /** The step that decided. */
  readonly strong?: boolean;
}

const looks: Readonly<Record<NumberedLine['tone'], { icon: TablerIcon; word: string }>> = {
  yes: { icon: IconCheck, word: 'yes' },
  no: { icon: IconX, word: 'no' },
  note: { icon: IconMinus, word: 'note' },
};

/** A reasoning as numbered steps, each with its mark and its sentence. */
export function NumberedLines({
  label,
  lines,
}: {
  readonly label: string;
  readonly lines: readonly NumberedLine[];
}) {
  return (
    <ol className={classes.lines} aria-label={label}>
      {lines.map(({ key, tone, text, strong }, index) => {
        const { icon: Icon, word } = looks[tone];
        return (
          <li key={key} className={classes.line}>
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
            <span className={classes.mark} data-tone={tone} role="img" aria-label={word}>
              <Icon size={14} stroke={1.75} aria-hidden />
            </span>
            <span className={classes.text} data-strong={strong || undefined}>
              {text}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
