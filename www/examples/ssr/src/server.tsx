// Makes the page's HTML.
import { renderToString } from "react-dom/server";
import { Page } from "./Page";
import { PARTNERS } from "./partners";

export const render = () => renderToString(<Page partners={PARTNERS} />);
