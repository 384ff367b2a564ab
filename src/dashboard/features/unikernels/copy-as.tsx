import { Accordion } from '@mantine/core';
import type { Schema } from '../../api/schema.ts';
import { DeploymentCommands } from '../../components/deployment-commands-view.tsx';

/** The deployment of a unikernel as it is, as commands to be copied. */
export function CopyAs({ unikernel }: { readonly unikernel: Schema['UnikernelDetails'] }) {
  const { host, name } = unikernel;
  const said = { host, name, config: configOf(unikernel), fileName: 'IMAGE', isUpdate: true };
  return (
    <Accordion variant="separated" order={2}>
      <Accordion.Item value="commands">
        <Accordion.Control>Copy as a command</Accordion.Control>
        <Accordion.Panel>
          <DeploymentCommands said={said} isWhole />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

/** What the unikernel is started with. */
function configOf(unikernel: Schema['UnikernelDetails']) {
  const { memory, cpuids, failBehaviour, startup, addName } = unikernel;
  const { arguments: texts, blockDevices, networkDevices } = unikernel;
  const blocks = blockDevices.map(({ name, volume, sectorSize }) => ({ name, volume, sectorSize }));
  return {
    memory,
    ...(texts.length > 0 && { arguments: texts }),
    ...(blocks.length > 0 && { blockDevices: blocks }),
    ...(networkDevices.length > 0 && { networkDevices }),
    ...{ cpuids, startup },
    ...(failBehaviour !== 'unknown' && { failBehaviour }),
    ...(addName !== null && { addName }),
  };
}
