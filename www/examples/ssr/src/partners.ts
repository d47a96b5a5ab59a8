// What the city itself publishes; server and browser say the same.
export const PARTNERS = ["Twin City", "Sister City"];
