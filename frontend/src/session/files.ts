/** What a person uploads and what can be downloaded, for the parts of the page that ask for it. */
export {
  deleteUpload,
  getDownload,
  getUpload,
  listUploads,
  startDownload,
  uploadFile,
} from "../api/files";
