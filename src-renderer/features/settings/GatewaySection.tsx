import { Switch, TagsInput, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Settings } from '#shared/features/settings/contract.ts';
import { useAct, useCall } from '../../api/client.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { ErrorText } from '../../ui/ErrorText.tsx';
import { gatewayFault, isLoopback, portOf } from './address.ts';
import { GatewayStatus } from './GatewayStatus.tsx';
import { SectionHead, SettingRow } from './SettingRow.tsx';
import classes from './Settings.module.css';
import { TokensTable } from './TokensTable.tsx';

/** The HTTP door for pipelines: whether it is open, where, for which names, and who may come in. */
export function GatewaySection() {
  const { data } = useCall('settings.get', undefined);
  const update = useAct('settings.update');
  if (!data) return null;
  const { gateway } = data;
  return (
    <>
      <SectionHead
        title="Gateway"
        note="Lets pipelines report deployments over HTTP. It is off until you switch it on, and opening somebody’s file never opens it."
      />
      <SettingRow
        label="Gateway"
        note="On or off for this machine. Without a token, only CodePush apps can ask for updates by their deployment key."
        htmlFor="gateway-enabled"
      >
        <Switch
          id="gateway-enabled"
          checked={gateway.enabled}
          label={gateway.enabled ? 'on' : 'off'}
          onChange={(event) =>
            void update.run({ gateway: { enabled: event.currentTarget.checked } }).catch(() => {})
          }
        />
        <GatewayStatus enabled={gateway.enabled} />
        <ErrorText error={update.error} />
      </SettingRow>
      <AddressForm key={JSON.stringify(gateway)} gateway={gateway} />
      <TokensTable />
    </>
  );
}

/** The address is applied as a whole: half an address must not restart the gateway. */
function AddressForm({ gateway }: { readonly gateway: Settings['gateway'] }) {
  const update = useAct('settings.update');
  const [address, setAddress] = useState(gateway.address);
  const [port, setPort] = useState(String(gateway.port));
  const [hosts, setHosts] = useState(gateway.allowedHosts);
  const [baseUrl, setBaseUrl] = useState(gateway.baseUrl ?? '');
  const beyond = !isLoopback(address.trim());
  const given = {
    address: address.trim(),
    port: portOf(port),
    allowedHosts: hosts,
    baseUrl: baseUrl.trim() || null,
  };
  const fault = gatewayFault(given);
  const same =
    given.address === gateway.address &&
    given.port === gateway.port &&
    given.baseUrl === gateway.baseUrl &&
    hosts.join('\n') === gateway.allowedHosts.join('\n');
  const save = async () => {
    if (given.port === null) return;
    await update.run({ gateway: { ...given, port: given.port } }).catch(() => {});
  };
  return (
    <>
      <SettingRow
        label="Address and port"
        note="127.0.0.1 is this machine only. Another address lets the network in."
      >
        <div className={classes.pair}>
          <TextInput
            aria-label="Address"
            w={190}
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <TextInput
            aria-label="Port"
            inputMode="numeric"
            w={84}
            value={port}
            onChange={(event) => setPort(event.currentTarget.value)}
          />
        </div>
        {beyond ? (
          <p className={classes.warn} role="alert">
            <IconAlertTriangle size={15} stroke={1.75} aria-hidden />
            <span>
              Everybody who can reach {given.address || 'this address'} can try tokens against this workspace,
              and what they send travels unencrypted. It answers only to the host names listed below.
            </span>
          </p>
        ) : null}
      </SettingRow>
      <SettingRow
        label="Allowed host names"
        note={
          beyond
            ? 'The names callers use for this machine. Without one the gateway stays off.'
            : 'Used when the address is not this machine only.'
        }
      >
        <TagsInput
          aria-label="Allowed host names"
          className={classes.wide ?? ''}
          placeholder={hosts.length === 0 ? 'release-desk.internal' : ''}
          value={[...hosts]}
          onChange={setHosts}
        />
      </SettingRow>
      <SettingRow
        label="Base URL"
        note="What links in answers begin with, when callers see another address than Slipway does."
      >
        <TextInput
          aria-label="Base URL"
          className={classes.wide}
          placeholder="https://slipway.internal"
          value={baseUrl}
          onChange={(event) => setBaseUrl(event.currentTarget.value)}
        />
        <div className={classes.pair}>
          <ActionButton
            label={gateway.enabled ? 'Apply and restart the gateway' : 'Apply'}
            disabledReason={same ? 'Nothing was changed yet.' : fault}
            busy={update.busy}
            onClick={() => void save()}
          />
          {fault && !same ? <span className={classes.note}>{fault}</span> : null}
        </div>
        <ErrorText error={update.error} />
      </SettingRow>
    </>
  );
}
