import {
  IconArrowUpRight,
  IconCircleCheck,
  IconCircleMinus,
  IconCircleXFilled,
  IconHash,
  IconMessage,
  IconPlayerPlay,
  IconPlus,
  IconSquareCheck,
  IconSquareDot,
  IconUpload,
  type TablerIcon,
} from '@tabler/icons-react';
import type { DistributionEventKind } from '#shared/features/distribution/record.ts';
import { Section } from '../../../ui/Page.tsx';
import { Instant } from '../../../ui/time.tsx';
import classes from '../Distribution.module.css';
import { type DistributionEvent, eventWords } from '../words.ts';

const looks: Readonly<Record<DistributionEventKind, readonly [TablerIcon, string]>> = {
  created: [IconPlus, 'dim'],
  uploading: [IconUpload, 'accent'],
  succeeded: [IconCircleCheck, 'ok'],
  failed: [IconCircleXFilled, 'bad'],
  canceled: [IconCircleMinus, 'dim'],
  remote_id: [IconHash, 'dim'],
  store_state: [IconSquareDot, 'accent'],
  staged: [IconArrowUpRight, 'accent'],
  step: [IconPlayerPlay, 'accent'],
  step_end: [IconSquareCheck, 'dim'],
  note: [IconMessage, 'dim'],
};

/** Everything that happened to it, newest first: its own moves, what the store said, what a delivery did. */
export function EventsPanel({ events }: { readonly events: readonly DistributionEvent[] }) {
  return (
    <Section title="Events" count={`${events.length}, newest first`}>
      <ol className={classes.events}>
        {events
          .toSorted((a, b) => b.at - a.at || b.id - a.id)
          .map((event) => {
            const [Icon, tone] = looks[event.kind];
            const { title, detail } = eventWords(event);
            return (
              <li key={event.id} className={classes.event}>
                <span className={classes.clock}>
                  <Instant at={event.at} form="clock" />
                </span>
                <Icon size={15} stroke={1.75} color={`var(--sl-${tone})`} aria-hidden />
                <span className={classes.eventTitle}>{title}</span>
                <span className={classes.eventDetail} title={detail}>
                  {detail}
                </span>
              </li>
            );
          })}
      </ol>
    </Section>
  );
}
