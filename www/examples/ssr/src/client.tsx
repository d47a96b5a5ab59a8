// Takes over the server's HTML.
import { hydrateRoot } from "react-dom/client";
import { Page } from "./Page";
import { PARTNERS } from "./partners";

const root = document.getElementById("root");
if (root) hydrateRoot(root, <Page partners={PARTNERS} />);
