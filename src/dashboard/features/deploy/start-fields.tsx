import { MultiSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { DeployValues } from './deploy-values.ts';
import type { DeviceChoices } from './device-choices.ts';
import { ExitFields } from './exit-fields.tsx';

/** Octets that a tender takes. */
const sectorSizes = ['512', '1024', '2048', '4096', '8192', '16384', '32768'];

export interface StartFieldsProps {
  readonly form: UseFormReturnType<DeployValues>;
  readonly choices: DeviceChoices;
  /** Those that the policy allows. */
  readonly cpuids: readonly number[];
}

/** How a host starts a unikernel, beside its memory and its arguments. */
export function StartFields({ form, choices, cpuids }: StartFieldsProps) {
  return (
    <>
      <MultiSelect
        label="CPUs"
        description={`${allowed(cpuids)}Default: the least used one.`}
        data={cpuids.map(String)}
        clearable
        {...form.getInputProps('cpuids')}
      />
      <ExitFields form={form} />
      <NumberInput
        label="Start order"
        description="When the host boots: 0 is first, 100 is last. Default: 50."
        min={0}
        max={100}
        allowDecimal={false}
        {...form.getInputProps('startup')}
      />
      <DeviceDetails form={form} choices={choices} />
      <Switch
        label="Pass the name as the argument --name"
        {...form.getInputProps('addName', { type: 'checkbox' })}
      />
    </>
  );
}

const allowed = (cpuids: readonly number[]) =>
  cpuids.length === 0 ? '' : `Your policy allows ${cpuids.join(', ')}. `;

function DeviceDetails({ form, choices }: Omit<StartFieldsProps, 'cpuids'>) {
  const { values, errors, setValues } = form;
  return (
    <>
      {choices.block.map(({ name }, index) => (
        <Select
          key={name}
          label={`Sector size of ${name}`}
          description="In bytes. Default: chosen by the host."
          data={sectorSizes}
          clearable
          value={values.sectorSizes[name] ?? null}
          onChange={(size) =>
            setValues({ sectorSizes: { ...values.sectorSizes, [name]: size ?? '' } })
          }
          error={errors[`blockDevices.${index}.sectorSize`]}
        />
      ))}
      {choices.network.map(({ name }, index) => (
        <TextInput
          key={name}
          label={`MAC address of ${name}`}
          description="Default: derived from the names."
          placeholder="00:80:41:12:34:56"
          value={values.macs[name] ?? ''}
          onChange={({ currentTarget }) =>
            setValues({ macs: { ...values.macs, [name]: currentTarget.value } })
          }
          error={errors[`networkDevices.${index}.mac`]}
        />
      ))}
    </>
  );
}
