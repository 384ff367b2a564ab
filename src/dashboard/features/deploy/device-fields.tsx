import { Anchor, Select } from '@mantine/core';
import type { FormErrors } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/schema.ts';
import { accountQuery } from '../../api/session.ts';
import { paths } from '../../components/paths.ts';
import { formatMebibytes } from '../../format/quantities.ts';
import type { DeviceChoice, DeviceChoices } from './device-choices.ts';

interface DeviceFieldsProps {
  readonly choices: DeviceChoices;
  /** The volumes on the host; null if they are not known. */
  readonly volumes: readonly Schema['Volume'][] | null;
  /** The bridges that the policy allows; null if no host is chosen. */
  readonly bridges: readonly string[] | null;
  /** By member of the configuration. */
  readonly errors: FormErrors;
  /** Called with what is chosen, by the device's name. */
  onVolumes(changed: Readonly<Record<string, string>>): void;
  onBridges(changed: Readonly<Record<string, string>>): void;
}

/** Asks what each device of the image is to be. */
export function DeviceFields(props: DeviceFieldsProps) {
  const { choices, volumes, bridges, errors, onVolumes, onBridges } = props;
  const volumeOptions = (volumes ?? []).map(({ name, size, inUse }) => ({
    value: name,
    label: `${name}, ${formatMebibytes(size)}${inUse ? ', in use' : ''}`,
    disabled: inUse,
  }));
  return (
    <>
      {choices.block.map((choice, index) => (
        <Select
          key={choice.name}
          {...common(choice)}
          label={`Volume for ${choice.name}`}
          description={bridges ? <VolumeHint volumes={volumes} /> : hostFirst}
          data={volumeOptions}
          onChange={(volume) => onVolumes({ [choice.name]: volume ?? '' })}
          error={errors[`blockDevices.${index}.volume`] ?? missing(choice, errors.blockDevices)}
        />
      ))}
      {choices.network.map((choice, index) => (
        <Select
          key={choice.name}
          {...common(choice)}
          label={`Bridge for ${choice.name}`}
          description={bridges ? <BridgeHint bridges={bridges} /> : hostFirst}
          data={[...(bridges ?? [])]}
          onChange={(bridge) => onBridges({ [choice.name]: bridge ?? '' })}
          error={errors[`networkDevices.${index}.bridge`] ?? missing(choice, errors.networkDevices)}
        />
      ))}
    </>
  );
}

const hostFirst = 'Choose a host first.';

const common = ({ value }: DeviceChoice) => ({
  value: value === '' ? null : value,
  placeholder: 'Choose one',
  searchable: true,
  required: true,
  nothingFoundMessage: 'No match',
});

/** What is said about all devices of a kind is about those for which nothing is chosen. */
const missing = ({ value }: DeviceChoice, error: ReactNode) => (value === '' ? error : undefined);

/** What a device can be attached to, or who allows it. */
function BridgeHint({ bridges }: { readonly bridges: readonly string[] }) {
  const isAdmin = useQuery(accountQuery).data?.admin ?? false;
  if (bridges.length > 0) return `Your policy allows ${bridges.join(', ')}.`;
  return (
    <>
      The image needs a network, but your policy on this host allows no bridge.{' '}
      {isAdmin ? (
        <Anchor component={Link} href={paths.policies} inherit underline="always">
          Change the policy
        </Anchor>
      ) : (
        'Ask an administrator for a bridge'
      )}
      .
    </>
  );
}

function VolumeHint({ volumes }: Pick<DeviceFieldsProps, 'volumes'>) {
  if (!volumes) return 'The volumes on this host are not known at present.';
  const free = volumes.filter(({ inUse }) => !inUse).length;
  if (free > 0)
    return `${free} of ${volumes.length} volumes on the host ${free === 1 ? 'is' : 'are'} free.`;
  return (
    <>
      No volume on the host is free.{' '}
      <Anchor component={Link} href={paths.volumes} inherit underline="always">
        Create one
      </Anchor>{' '}
      first.
    </>
  );
}
