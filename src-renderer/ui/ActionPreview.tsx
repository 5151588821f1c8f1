import type { DryLine } from '#shared/features/action/dry.ts';
import classes from './ActionPreview.module.css';

/** What a step of a person's own would do, line by line, to the last letter. */
export function ActionPreview({
  label,
  lines,
}: {
  readonly label: string;
  readonly lines: readonly DryLine[];
}) {
  return (
    <section className={classes.preview} aria-label={label}>
      <dl>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
          <div key={index}>
            <dt>{line.label}</dt>
            <dd>{line.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
