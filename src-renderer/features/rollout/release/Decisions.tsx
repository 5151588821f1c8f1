import { useState } from 'react';
import type { OutputFor } from '../../../api/client.ts';
import { ActionButton } from '../../../ui/ActionButton.tsx';
import { formatCount } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Page.tsx';
import { StatusIcon } from '../../../ui/StatusBadge.tsx';
import { Instant } from '../../../ui/time.tsx';
import classes from '../Rollout.module.css';
import { numbersWords, verdictLooks } from '../words.ts';
import { NEWEST_DECISIONS } from './planInput.ts';

type Decision = OutputFor<'rollout.get'>['decisions'][number];

const FIRST = 5;

/** What was decided and from which numbers, newest first. A hold stands here when it is news. */
export function Decisions({
  decisions,
  hasMore,
}: {
  readonly decisions: readonly Decision[];
  readonly hasMore: boolean;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? decisions : decisions.slice(0, FIRST);
  return (
    <Section
      title="Decisions"
      count={hasMore ? `the newest ${NEWEST_DECISIONS}` : decisions.length}
      aside={
        decisions.length > FIRST ? (
          <ActionButton
            label={all ? `Show the newest ${FIRST}` : `Show all ${formatCount(decisions.length)}`}
            size="xs"
            onClick={() => setAll(!all)}
          />
        ) : null
      }
    >
      {decisions.length === 0 ? (
        <p className={classes.due}>Nothing was decided yet.</p>
      ) : (
        <ol className={classes.log} aria-label="Decisions of the plan, newest first">
          {shown.map((decision) => (
            <Line key={decision.id} decision={decision} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Line({ decision }: { readonly decision: Decision }) {
  const { at, verdict, actor, judgement, sentence, refusal } = decision;
  return (
    <li className={classes.decision}>
      <StatusIcon status={verdictLooks[verdict].status} label={verdictLooks[verdict].label} />
      <span>
        {sentence}
        {refusal === null ? null : <span className={classes.refused}> The channel refused: {refusal}</span>}
      </span>
      <span className={classes.when}>
        <Instant at={at} form="clock" />
      </span>
      <span className={classes.numbers}>
        {numbersWords(judgement)}; {actor === null ? 'judged by itself' : `asked for by ${actor}`}
      </span>
    </li>
  );
}
