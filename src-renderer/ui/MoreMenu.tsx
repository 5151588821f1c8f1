import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** What else can be done, behind three dots: in a row of a list without a border, in a header beside its buttons. */
export function MoreMenu({
  label,
  width,
  place,
  children,
}: {
  /** Names what it is about: "Actions for 1.4.2". */
  readonly label: string;
  readonly width: number;
  readonly place: 'row' | 'page' | 'header';
  /** Its items. */
  readonly children: ReactNode;
}) {
  return (
    <Menu width={width} position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          size={place === 'row' ? 24 : 28}
          {...(place === 'header' ? { variant: 'default' } : {})}
          aria-label={label}
        >
          <IconDots size={15} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
