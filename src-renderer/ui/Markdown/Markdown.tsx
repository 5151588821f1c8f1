import { lazy, Suspense, useMemo, useState, useTransition } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { ActionButton } from '../ActionButton.tsx';
import { formatCount } from '../numbers.ts';
import prose from '../Text.module.css';
import classes from './Markdown.module.css';
import { partsOf } from './parts.ts';

/** The parser comes with the first text that wants it: no screen waits for it to be painted. */
const MarkdownText = lazy(async () => ({ default: (await import('./MarkdownText.tsx')).MarkdownText }));

/** The level of the highest headings: one below the heading that the text stands under. */
type Highest = 3 | 4;

/**
 * A text that somebody wrote in markdown, as release notes. While its parser is on the way, and where it fails on what is
 * written, the text stands as it was written. Of a long one the beginning is shown until the whole is asked for.
 */
export function Markdown({ text, highest = 3 }: { readonly text: string; readonly highest?: Highest }) {
  const parts = useMemo(() => partsOf(text), [text]);
  const [wholeOf, setWholeOf] = useState<string | null>(null);
  const [isReading, read] = useTransition();
  const shown = wholeOf === text ? parts : parts.slice(0, 1);
  return (
    <>
      <div className={classes.markdown} data-highest={highest}>
        {shown.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text keep their places
          <Part key={index} text={part} highest={highest} />
        ))}
      </div>
      {shown.length < parts.length ? (
        <ActionButton
          label={`Show all ${formatCount(text.length)} characters`}
          size="xs"
          busy={isReading}
          onClick={() => read(() => setWholeOf(text))}
        />
      ) : null}
    </>
  );
}

function Part({ text, highest }: { readonly text: string; readonly highest: Highest }) {
  const asWritten = <p className={prose.prose}>{text}</p>;
  return (
    <ErrorBoundary fallback={asWritten} resetKeys={[text]}>
      <Suspense fallback={asWritten}>
        <MarkdownText text={text} highest={highest} />
      </Suspense>
    </ErrorBoundary>
  );
}
