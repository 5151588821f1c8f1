import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRoute } from '@tabler/icons-react';
import type { Channel } from '#shared/features/codepush/channel-model.ts';
import { formatClock } from '#shared/time.ts';
import { useCall } from '../../../api/client.ts';
import { navigate, usePlace } from '../../../app/location.ts';
import { pathTo } from '../../../app/routes.ts';
import { ErrorText } from '../../../ui/ErrorText.tsx';
import { NumberedLines } from '../../../ui/NumberedLines.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useTime } from '../../../ui/time.tsx';
import { channelTitle } from '../words.ts';
import classes from './Explain.module.css';
import { ExplainFieldset } from './ExplainFieldset.tsx';
import { answerWords, checkOf, type ExplainFields, fieldsOf, linesOf, searchOfFields } from './fields.ts';
import { useHashOf } from './useHashOf.ts';

const TYPING_MS = 150;

/** The walk of an update check for the fields, asked again once typing pauses. */
function useExplanation(channelId: number, fields: ExplainFields) {
  const [settled] = useDebouncedValue(fields, TYPING_MS);
  const hashOf = useHashOf(channelId);
  const check = checkOf(settled, channelId, hashOf);
  const { data, error, dataUpdatedAt } = useCall(
    'codepush.explain',
    check ?? { channelId, appVersion: '0.0.0' },
    { enabled: check !== null },
  );
  return {
    asked: check !== null,
    label: settled.label.trim(),
    data: check === null || error ? undefined : data,
    error: check === null ? null : error,
    at: dataUpdatedAt,
  };
}

/** What a device says at the left, and at the right why it gets what it gets, line by line. */
export function ExplainPanel({
  channel,
  channels,
}: {
  readonly channel: Channel;
  readonly channels: readonly Pick<Channel, 'id' | 'project' | 'os' | 'name'>[];
}) {
  const { path, search } = usePlace();
  const fields = fieldsOf(search);
  const put = (next: ExplainFields) => navigate(`${path}?${searchOfFields(next, search)}`, { replace: true });
  return (
    <div className={classes.panel}>
      <div className={classes.ask}>
        <Section title="What the device says">
          {channels.length > 1 ? (
            <Select
              label="Channel"
              searchable
              data={channels.map((one) => ({ value: String(one.id), label: channelTitle(one) }))}
              value={String(channel.id)}
              onChange={(value) => value !== null && navigate(pathTo.channel(Number(value), search))}
            />
          ) : null}
          <ExplainFieldset channelId={channel.id} fields={fields} onFields={put} />
        </Section>
      </div>
      <div>
        <Section title="The walk" count="the same rules as the gateway’s">
          <Walk channelId={channel.id} fields={fields} />
        </Section>
      </div>
    </div>
  );
}

/** The walk and its answer, or what is missing to ask. */
export function Walk({ channelId, fields }: { readonly channelId: number; readonly fields: ExplainFields }) {
  const { zone, now } = useTime();
  const { asked, label, data, error, at } = useExplanation(channelId, fields);
  if (!asked) {
    return (
      <p className={classes.quiet}>
        <IconRoute size={15} stroke={1.75} aria-hidden />
        Type the version of a device’s binary to see which release it gets, and why.
      </p>
    );
  }
  if (error) return <ErrorText error={error} />;
  if (!data) return null;
  return (
    <div aria-live="polite">
      <NumberedLines label="The walk over the history" lines={linesOf(data)} />
      <p className={classes.verdict}>
        <strong>Answer: {answerWords(data, label)}</strong>{' '}
        <span className={classes.dim}>Same rules as the gateway, {formatClock(at, now, zone)}.</span>
      </p>
    </div>
  );
}
