window.bitextWords = {{ bitext.words | tojson }}
