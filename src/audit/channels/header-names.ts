const ofHttp =
  /^(host|content-(length|type|encoding)|transfer-encoding|connection|keep-alive|te|trailer|upgrade|expect|proxy-.*)$/i;

/**
 * Whether a header says where a request ends, who it is for or what becomes of the connection: whoever
 * also writes the body could smuggle in another request with it.
 */
export const isOfHttp = (name: string): boolean => ofHttp.test(name);
