/** Where Docker Hub is: its registry, and what gives tokens for it. */
export interface DockerHubAddresses {
  readonly registry: URL;
  readonly auth: URL;
}

/** Where the services are that accounts have credentials for. */
export interface ServiceAddresses {
  /** GitHub's API. */
  readonly gitHub: URL;
  readonly dockerHub: DockerHubAddresses;
}

/** Where they are in the world. */
export const publicServices: ServiceAddresses = {
  gitHub: new URL('https://api.github.com'),
  dockerHub: {
    registry: new URL('https://registry-1.docker.io'),
    auth: new URL('https://auth.docker.io'),
  },
};
