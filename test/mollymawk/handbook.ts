/** Where mollymawk is in its handbook. */
const address = 'https://mollymawk.test';

/** The password of the handbook is among the commonest, which no account may have. */
const common = 'password123';

/** What stands for it in the handbook's calls. */
export interface Replacements {
  readonly url: string;
  readonly token: string;
  readonly password: string;
  /** Where the files of the calls are. */
  readonly folder: string;
}

/** A call of the handbook with the address, the token and the folder of its files exchanged. */
export function adapt(call: string, { url, token, folder, password }: Replacements): string {
  return call
    .replaceAll(address, url)
    .replaceAll(/<(access|existing)_token>/g, token)
    .replaceAll(common, password)
    .replaceAll('/path/to', folder);
}

/** The `curl` calls of mollymawk's handbook (src/api.md), as they stand there. */
export const handbook = {
  login: `curl -X POST https://mollymawk.test/api/login \\
  -H "Content-Type: application/json" \\
  -d '{
    "email": "user@example.com",
    "password": "password123"
  }'`,
  list: `curl -X GET https://mollymawk.test/api/unikernels \\
  -H "Authorization: Bearer <access_token>"`,
  create: `curl -X POST https://mollymawk.test/api/unikernel/create \\
  -H "Authorization: Bearer <access_token>" \\
  -F "albatross_instance=eu-west-2" \\
  -F "unikernel_name=hello-world" \\
  -F "unikernel_force_create=false" \\
  -F "molly_csrf=''" \\
  -F 'unikernel_config={
        "cpuid": 0,
        "memory": 64,
        "arguments": [],
        "fail_behaviour": "quit",
        "network_interfaces": [],
        "block_devices": []
      }' \\
  -F "binary=@/path/to/hello_world.hvt"`,
  destroy: `curl -X POST https://mollymawk.test/api/unikernel/destroy \\
  -H "Authorization: Bearer <access_token>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "hello-world",
    "albatross_instance": "eu-west-2"
  }'`,
  restart: `curl -X POST https://mollymawk.test/api/unikernel/restart \\
  -H "Authorization: Bearer <access_token>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "hello-world",
    "albatross_instance": "eu-west-2"
  }'`,
  console: `curl -X GET "https://mollymawk.test/api/unikernel/console?unikernel=hello-world&instance=eu-west-2" \\
  -H "Authorization: Bearer <access_token>" \\
  -H "Accept: text/event-stream"`,
  createVolume: `curl -X POST https://mollymawk.test/api/volume/create \\
  -H "Authorization: Bearer <access_token>" \\
  -F "albatross_instance=eu-west-2" \\
  -F "block_data=@/path/to/disk_image.img" \\
  -F "molly_csrf=''" \\
  -F 'json_data={
        "block_name": "data_vol_1",
        "block_size": 1024,
        "block_compressed": false
      }'`,
  deleteVolume: `curl -X POST https://mollymawk.test/api/volume/delete \\
  -H "Authorization: Bearer <access_token>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "block_name": "my-data-vol",
    "albatross_instance": "eu-west-2",
  }'`,
  upload: `curl -X POST https://mollymawk.test/api/volume/upload \\
  -H "Authorization: Bearer <access_token>" \\
  -F "albatross_instance=eu-west-2" \\
  -F "molly_csrf=''" \\
  -F "block_data=@/path/to/image.iso" \\
  -F 'json_data={
        "block_name": "vol1",
        "block_compressed": false,
        "block_size": 0
      }'`,
  download: `curl -X POST https://mollymawk.test/api/volume/download \\
  -H "Authorization: Bearer <access_token>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "albatross_instance": "eu-west-2",
    "block_name": "data_vol_1",
    "compression_level": 5,
  }' \\
  --output data_vol_1_dump.img`,
  createToken: `curl -X POST https://mollymawk.test/api/tokens/create \\
  -H "Authorization: Bearer <existing_token>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "token_name": "Gitlab CI",
    "token_expiry": 400000,
  }'`,
  updateToken: `curl -X POST https://mollymawk.test/api/tokens/update \\
  -H "Authorization: Bearer <access_token>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "token_value": "3cb6bc72-a52d-4f4f-969c-c85465875774",
    "token_name": "updated-gitlab-token",
    "token_expiry": 800000
  }'`,
  deleteToken: `curl -X POST https://mollymawk.test/api/tokens/delete \\
  -H "Authorization: Bearer <access_token>" \\
  -H "Content-Type: application/json" \\
  -d '{
    "token_value": "d3b07384-d113-4ec6-973d-285854e7432f",
  }'`,
};
