/** The header in which the routes tell better-auth whose request it is. */
export const CLIENT_ADDRESS_HEADER = 'x-casement-client';
