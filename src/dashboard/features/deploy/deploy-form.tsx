import { Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { volumesQuery } from '../../api/volumes.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { labelsFault } from '../../components/label-texts.ts';
import { SignatureField } from '../../components/signature-field.tsx';
import { AdvancedFields } from './advanced-fields.tsx';
import { configErrors } from './config-errors.ts';
import { createLabelled } from './create-labelled.ts';
import { configOf } from './deploy-config.ts';
import { type DeployValues, initialValues, nameOfImage } from './deploy-values.ts';
import { chooseDevices } from './device-choices.ts';
import { DeviceFields } from './device-fields.tsx';
import { EssentialFields } from './essential-fields.tsx';
import { FormWithCommands } from './form-with-commands.tsx';
import { ImageField } from './image-field.tsx';
import { SendImage } from './send-image.tsx';
import { memoryProblem, type UsableHost } from './usable-host.ts';
import { useDeployment } from './use-deployment.ts';
import { useImage } from './use-image.ts';
import { volumesOn } from './volumes-on.ts';

/** What is deployed, and where; the same as commands beside it. */
export function DeployForm({ hosts }: { readonly hosts: readonly UsableHost[] }) {
  const chosen = useImage();
  const volumes = useQuery(volumesQuery);
  const hostOf = ({ host: wanted }: DeployValues) => hosts.find(({ name }) => name === wanted);
  const onlyHost = hosts.length === 1 ? hosts[0] : undefined;
  const form = useForm<DeployValues>({
    initialValues: { ...initialValues, host: onlyHost?.name ?? '' },
    validate: (filled) => ({
      memory: memoryProblem(filled, hostOf(filled)),
      labels: labelsFault(filled.labels),
    }),
  });
  const { values } = form;
  const host = hostOf(values);
  const bridges = host?.policy.bridges ?? null;
  const hostVolumes = volumesOn(volumes.data, host?.name);
  const choices = chooseDevices({
    devices: chosen.image?.devices ?? [],
    volumes: hostVolumes ?? [],
    bridges: bridges ?? [],
    chosenVolumes: values.volumes,
    chosenBridges: values.bridges,
  });
  const config = configOf(values, choices);
  const deployment = useDeployment({
    send: (upload) => createLabelled(values, config, upload),
    onError: (error) => form.setErrors(configErrors(error)),
  });
  const choose = (file: File) => {
    void chosen.choose(file);
    if (!form.isTouched('name')) form.setValues({ name: nameOfImage(file.name) });
  };
  const said = {
    host: values.host || 'HOST',
    name: config.name || 'NAME',
    config: { ...config, name: config.name || 'NAME' },
    fileName: chosen.file?.name ?? 'IMAGE',
    isUpdate: false,
  };
  return (
    <FormWithCommands said={said}>
      <form onSubmit={form.onSubmit(() => deployment.start(chosen))}>
        <Stack gap="md">
          <ImageField chosen={chosen} disabled={deployment.isPending} onFile={choose} />
          <SignatureField
            file={chosen.signature}
            error={form.errors.signature}
            disabled={deployment.isPending}
            onFile={chosen.sign}
          />
          <EssentialFields form={form} hosts={hosts} host={host} />
          <DeviceFields
            choices={choices}
            volumes={hostVolumes}
            bridges={bridges}
            errors={form.errors}
            onVolumes={(changed) => form.setValues({ volumes: { ...values.volumes, ...changed } })}
            onBridges={(changed) => form.setValues({ bridges: { ...values.bridges, ...changed } })}
          />
          <AdvancedFields form={form} choices={choices} cpuids={host?.policy.cpuids ?? []} />
          <ErrorAlert error={volumes.error} onRetry={() => void volumes.refetch()} />
          <SendImage chosen={chosen} deployment={deployment} act="Deploy" next="starts it" />
        </Stack>
      </form>
    </FormWithCommands>
  );
}
