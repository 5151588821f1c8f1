import { SegmentedControl } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { formatHeaderInstant, type Zone } from '#shared/time.ts';
import { useAct, useCall } from '../api/client.ts';
import { BrandMark } from '../ui/BrandMark.tsx';
import { KeyHint } from '../ui/KeyHint.tsx';
import { useTime } from '../ui/time.tsx';
import { showPalette } from './dialogs.ts';
import styles from './Header.module.css';

/** Brand, the way to everything, the present instant and the zone it is told in. */
export function Header() {
  const { zone, now } = useTime();
  const settings = useCall('settings.get', undefined);
  const update = useAct('settings.update');
  return (
    <header className={styles.header}>
      <a className={styles.brand} href="#/">
        <BrandMark />
        <span>Slipway</span>
      </a>
      <button type="button" className={styles.find} onClick={() => showPalette(true)}>
        <IconSearch size={15} stroke={1.75} aria-hidden="true" />
        <span>Find a version, SHA, project or command</span>
        <KeyHint keys="Ctrl K" />
      </button>
      <time className={styles.instant} dateTime={new Date(now).toISOString()}>
        {formatHeaderInstant(now, zone)}
      </time>
      <SegmentedControl
        aria-label="Time zone"
        data={[
          { value: 'utc', label: 'UTC' },
          { value: 'local', label: 'Local' },
        ]}
        value={settings.data?.zone ?? 'utc'}
        onChange={(value) => void update.run({ zone: value as Zone })}
      />
    </header>
  );
}
