/** The Retake server, and the route of your own server that returns access tokens. */
export const RETAKE_URL = "https://retake.example";
export const TOKEN_URL = "/retake-token";
