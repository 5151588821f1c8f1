import { IconCalendarOff, IconSnowflake } from '@tabler/icons-react';
import { formatClock } from '#shared/time.ts';
import { pathTo } from '../../app/routes.ts';
import { Section } from '../../ui/Page.tsx';
import { Sparkbars } from '../../ui/Sparkbars.tsx';
import { StatusIcon, statusColor } from '../../ui/StatusBadge.tsx';
import { Instant, useTime } from '../../ui/time.tsx';
import { shortenMiddle } from '../../ui/Version.tsx';
import classes from './Overview.module.css';
import { type EnvironmentCard, environmentState, freezeWords } from './words.ts';

function Card({ card }: { readonly card: EnvironmentCard }) {
  const { id, name, tier, latest, days } = card;
  const { status, words } = environmentState(card);
  return (
    <li className={classes.card} data-tier={tier}>
      <div className={classes.cardHead}>
        <a className={classes.cardName} href={`#${pathTo.deployments(`environment=${id}`)}`} data-tier={tier}>
          {name}
        </a>
        <span className={classes.cardTier}>{tier}</span>
      </div>
      <div className={classes.cardState} style={status ? { color: statusColor(status) } : undefined}>
        {status ? <StatusIcon status={status} /> : null}
        {words}
      </div>
      <div className={classes.cardLatest}>
        {latest ? (
          <a
            href={`#${pathTo.deployment(latest.id)}`}
            title={`Newest: ${latest.project} ${latest.version}, ${latest.status.replaceAll('_', ' ')}`}
          >
            {latest.project} {shortenMiddle(latest.version, 20)}
          </a>
        ) : (
          ' '
        )}
      </div>
      <div className={classes.cardFoot}>
        <span>{latest ? <Instant at={latest.finishedAt ?? latest.triggeredAt} /> : null}</span>
        <Sparkbars
          bars={days.map(({ count, failed }) => ({ total: count, failed }))}
          label={`Deployments per day in ${name}, 14 days`}
        />
      </div>
      <FreezeLine freeze={card.freeze} />
    </li>
  );
}

/** What is frozen there, or will be next; the way to the freezes. */
function FreezeLine({ freeze }: Pick<EnvironmentCard, 'freeze'>) {
  const { zone, now } = useTime();
  const words = freezeWords(freeze, now, (at) => formatClock(at, now, zone));
  const Icon = freeze ? IconSnowflake : IconCalendarOff;
  return (
    <a
      className={classes.cardFreeze}
      href={`#${pathTo.settings('freezes')}`}
      data-frozen={freeze !== null || undefined}
      title={freeze?.name}
    >
      <Icon size={14} stroke={1.75} aria-hidden />
      {words}
    </a>
  );
}

/** The tier board: one card an environment, in promotion order. */
export function EnvironmentBand({ cards }: { readonly cards: readonly EnvironmentCard[] }) {
  return (
    <Section title="Environments" count={cards.length} aside="deployments per day, 14 days; red = failed">
      <ul className={classes.cards}>
        {cards.map((card) => (
          <Card key={card.id} card={card} />
        ))}
      </ul>
    </Section>
  );
}
