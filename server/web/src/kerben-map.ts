// The one file with a lasting name. All else lies in files named by their content, which may be cached for ever.
import "./element/define";
