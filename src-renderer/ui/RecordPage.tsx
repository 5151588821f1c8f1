import { type ReactNode, useRef } from 'react';
import type { AppError } from '#shared/errors.ts';
import { ErrorState } from './ErrorState.tsx';
import { Page } from './Page.tsx';
import classes from './RecordPage.module.css';
import { RowSkeleton } from './RowSkeleton.tsx';
import { useEscape } from './useEscape.ts';

/**
 * The screen of one record: outlines while it is read, what is wrong when there is none, else its head and parts. An
 * Escape that nothing inside has used leaves it, also while it is still being read.
 */
export function RecordPage<Data>({
  data,
  error,
  what,
  list,
  production = false,
  onLeave,
  children,
}: {
  readonly data: Data | undefined;
  readonly error: AppError | null;
  /** What its id should be the id of, as `a build`. */
  readonly what: string;
  /** Where one goes on from a record that is not there. */
  readonly list: { readonly label: string; readonly onClick: () => void };
  readonly production?: boolean;
  readonly onLeave: () => void;
  readonly children: (data: Data) => ReactNode;
}) {
  const page = useRef<HTMLDivElement>(null);
  useEscape(page, onLeave);
  return (
    <Page production={production}>
      <div ref={page} className={classes.record}>
        {data !== undefined ? (
          children(data)
        ) : error ? (
          <ErrorState
            {...(error.code === 'invalid_input'
              ? { title: `This is not the id of ${what}.`, kept: 'Nothing was changed.' }
              : { title: error.message, kept: error.details.hint ?? 'Nothing was changed.' })}
            actions={[list]}
          />
        ) : (
          <RowSkeleton />
        )}
      </div>
    </Page>
  );
}

/** What stands beside a record's rail: its sections, one under the other. */
export function RecordContent({ children }: { readonly children: ReactNode }) {
  return <div className={classes.content}>{children}</div>;
}
